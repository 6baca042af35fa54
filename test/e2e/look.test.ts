import { expect, test } from 'vitest';
import { describeShells } from './app.ts';
import { findBarriers } from './barriers.ts';
import { lookAt, SMALLEST_SIZE, themes, WALK_TIMEOUT_MS, wear } from './look.ts';
import { visitScreens } from './screens.ts';

describeShells('every screen', (start) => {
  test(
    'has no barriers in either theme, and can be read whole at 1024 × 768',
    async () => {
      const app = await start({ shop: 'closed', size: SMALLEST_SIZE });
      await visitScreens(app, async (name) => {
        expect.soft(await lookAt(app, name), name).toEqual([]);
        for (const theme of themes) {
          await wear(app, theme);
          expect.soft(await findBarriers(app.page), `${name}, ${theme}`).toEqual([]);
        }
        await wear(app, 'light');
      });
    },
    WALK_TIMEOUT_MS,
  );
});
