import { expect, test } from 'vitest';
import { describeShells } from './app.ts';
import { lookAt, SMALLEST_SIZE, WALK_TIMEOUT_MS } from './look.ts';
import { visitScreens } from './screens.ts';

describeShells('every screen', (start) => {
  test(
    'can be read whole in Chinese too, at 1024 × 768',
    async () => {
      const app = await start({ shop: 'closed', language: 'zh-CN', size: SMALLEST_SIZE });
      await visitScreens(app, async (name) => {
        expect.soft(await lookAt(app, name), name).toEqual([]);
      });
    },
    WALK_TIMEOUT_MS,
  );
});
