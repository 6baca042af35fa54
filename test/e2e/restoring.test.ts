import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { openTill } from '../../register/open-till.ts';
import { systemClock } from '../../register/register.ts';
import { backUp } from '../../register/use-cases/back-up.ts';
import { makeRecoveryCode } from '../../register/use-cases/recovery-code.ts';
import { signIn as signInAt } from '../../register/use-cases/sign-in.ts';
import { must } from '../must.ts';
import { describeShells, type App } from './app.ts';
import { membersOf } from './pages/members.ts';
import { restoreOf } from './pages/restore.ts';
import { settingsOf } from './pages/settings.ts';
import { atCounter, signIn, signInOf } from './pages/sign-in.ts';
import { grace } from './people.ts';

/** A backup of the demo shop that was made on another machine, and the code for its members. */
async function backUpElsewhere(): Promise<{ readonly path: string; readonly code: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'guitai-whole-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(inject('demoFolders').open, folder, { recursive: true });
  const register = must(openTill(folder));
  must(signInAt(register, '9', grace.pin));
  const code = must(makeRecoveryCode(register));
  const path = join(folder, 'elsewhere.backup');
  must(await backUp(register.store, path, systemClock));
  register.store.close();
  return { path, code };
}

/** As on a machine that never had the members' key: the one in its folder is another. */
function loseKey({ folder }: App): void {
  writeFileSync(join(folder, 'data.key'), `${'5e'.repeat(32)}\n`);
}

describeShells('a backup of another machine', (start) => {
  test('asks for the recovery code of its members, who are there after it', async () => {
    const { path, code } = await backUpElsewhere();
    const app = await start();
    const counter = await signIn(app, grace);
    loseKey(app);
    await counter.choose('settings');
    await settingsOf(app).page('upkeep').click();
    const restore = restoreOf(app);
    await restore.begin.click();
    await restore.path.fill(path);
    await restore.look.click();
    await restore.code.waitFor();
    expect(await restore.replace.isDisabled()).toBe(true);
    await restore.without.check();
    expect(await restore.replace.isEnabled()).toBe(true);
    await restore.code.fill(code.toLowerCase());
    expect(await restore.without.isChecked()).toBe(false);
    await restore.replace.click();
    await restore.done.waitFor();
    await restore.understood.click();
    await signInOf(app).enter(grace);
    await settingsOf(app).page('upkeep').waitFor();
    await app.hands.press('Escape');
    const members = membersOf(app, await atCounter(app));
    await members.bring('wang');
    await expect.poll(() => members.strip.innerText()).toMatch(/\d pts/);
  });
});
