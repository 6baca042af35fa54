import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'vitest';
import { describeShells, type App } from './app.ts';
import { findLayoutFaults } from './layout-faults.ts';
import { visitScreens } from './screens.ts';

const SMALLEST_SIZE = { width: 1024, height: 768 };
/** WCAG 2.2 A and AA, as axe calls them. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** A folder for a picture of every screen, where somebody wants to look at them. */
const PICTURES = process.env['GUITAI_SCREENSHOTS'];
const WALK_TIMEOUT_MS = 600_000;

const themes = ['light', 'dark'] as const;

async function findBarriers(app: App): Promise<readonly string[]> {
  // Its own page for the results is more than the desktop program opens.
  const { violations } = await new AxeBuilder({ page: app.page })
    .withTags(RULES)
    .setLegacyMode(true)
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  );
}

/** At once, as for whoever wants no motion: in between, colours are of neither theme. */
async function wear(app: App, theme: (typeof themes)[number]): Promise<void> {
  await app.page.emulateMedia({ reducedMotion: 'reduce' });
  await app.page.evaluate((name) => void (document.documentElement.dataset['theme'] = name), theme);
}

async function takePictures(app: App, name: string): Promise<void> {
  for (const theme of themes) {
    await wear(app, theme);
    const file = `${app.language} ${name} ${theme}.png`.replace(/[^\p{L}\p{N}.]+/gu, '-');
    await app.page.screenshot({ path: join(PICTURES!, file) });
  }
  await wear(app, 'light');
}

describeShells('every screen', (start) => {
  test(
    'has no barriers in either theme, and can be read whole at 1024 × 768',
    async () => {
      const app = await start({ shop: 'closed', size: SMALLEST_SIZE });
      await visitScreens(app, async (name) => {
        expect.soft(await findLayoutFaults(app.page), name).toEqual([]);
        for (const theme of themes) {
          await wear(app, theme);
          expect.soft(await findBarriers(app), `${name}, ${theme}`).toEqual([]);
        }
        await wear(app, 'light');
        if (PICTURES) await takePictures(app, name);
      });
    },
    WALK_TIMEOUT_MS,
  );

  test(
    'can be read whole in Chinese too',
    async () => {
      const app = await start({ shop: 'closed', language: 'zh-CN', size: SMALLEST_SIZE });
      await visitScreens(app, async (name) => {
        expect.soft(await findLayoutFaults(app.page), name).toEqual([]);
        if (PICTURES) await takePictures(app, name);
      });
    },
    WALK_TIMEOUT_MS,
  );
});
