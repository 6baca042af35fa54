import type { BrowserContext, Page } from 'playwright-core';
import type { StartOptions } from './shell.ts';

/** The name under which the screens keep how they look. */
const STORAGE_KEY = 'guitai-preferences';

/** Lets the screens look as a test wants them from the first paint. */
export async function keepPreferences(
  target: BrowserContext | Page,
  { language, theme }: Pick<StartOptions, 'language' | 'theme'>,
): Promise<void> {
  const text = JSON.stringify({ language, theme });
  await target.addInitScript(
    ([key, value]) => {
      if (localStorage.getItem(key!) === null) localStorage.setItem(key!, value!);
    },
    [STORAGE_KEY, text],
  );
}
