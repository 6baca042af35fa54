import { join } from 'node:path';
import type { App } from './app.ts';
import { findLayoutFaults } from './layout-faults.ts';

/** The smallest window that the screens are made for. */
export const SMALLEST_SIZE = { width: 1024, height: 768 };
/** For a walk through every screen. */
export const WALK_TIMEOUT_MS = 600_000;
/** A folder for a picture of every screen, where somebody wants to look at them. */
const PICTURES = process.env['GUITAI_SCREENSHOTS'];

export const themes = ['light', 'dark'] as const;

/** At once, as for whoever wants no motion: in between, colours are of neither theme. */
export async function wear(app: App, theme: (typeof themes)[number]): Promise<void> {
  await app.page.emulateMedia({ reducedMotion: 'reduce' });
  await app.page.evaluate((name) => void (document.documentElement.dataset['theme'] = name), theme);
}

/** What on the screen `name` cannot be read whole. */
export async function lookAt(app: App, name: string): Promise<readonly string[]> {
  if (PICTURES) await takePictures(app, name, PICTURES);
  return findLayoutFaults(app.page);
}

async function takePictures(app: App, name: string, folder: string): Promise<void> {
  for (const theme of themes) {
    await wear(app, theme);
    const file = `${app.language} ${name} ${theme}.png`.replace(/[^\p{L}\p{N}.]+/gu, '-');
    await app.page.screenshot({ path: join(folder, file) });
  }
  await wear(app, 'light');
}
