import type { App } from './app.ts';
import { chainOf } from './pages/chain.ts';
import { settingsOf } from './pages/settings.ts';

/** Joining a chain, from the settings that are open. */
export async function visitJoining(app: App, look: (name: string) => Promise<void>): Promise<void> {
  const chain = chainOf(app);
  await settingsOf(app).page('shop').click();
  await chain.join.click();
  await chain.dialog.waitFor();
  await look('settings, joining a chain');
  await chain.enter({ url: 'https://127.0.0.1:9', code: 'ABCD-EFGH-JKMN' });
  await chain.fault.waitFor();
  await look('settings, a chain that does not answer');
  await app.hands.press('Escape');
  await chain.dialog.waitFor({ state: 'detached' });
}
