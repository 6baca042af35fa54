import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { CustomerMessage } from '../../renderer/display/customer-channel.ts';
import type { CustomerView } from '../../renderer/display/customer-view.ts';
import { customerDisplayText } from '../../renderer/text/customer-display-text.ts';
import { describeShells, type App } from './app.ts';
import { findBarriers } from './barriers.ts';
import { findLayoutFaults } from './layout-faults.ts';
import { signInOf } from './pages/sign-in.ts';

const PICTURES = process.env['GUITAI_SCREENSHOTS'];

const names = ['纯牛奶 250 ml × 6', 'Set/20 Red Retrospot Paper Napkins', '红富士苹果'];
const lines = Array.from({ length: 7 }, (_, index) => ({
  id: String(index),
  name: names[index % names.length]!,
  isWeighed: index === 6,
  quantityThousandths: index === 6 ? 735 : 2_000,
  unitPriceE4: 89_800,
  amountMinor: 123_456,
}));
const views: readonly CustomerView[] = [
  { kind: 'welcome' },
  {
    kind: 'sale',
    lines,
    lastLineId: '6',
    itemCount: 13,
    savingMinor: 1_400,
    totalMinor: 1_285_000,
    dueMinor: 1_000_000,
    earnsPoints: 1_920,
  },
  {
    kind: 'paid',
    isRefund: false,
    totalMinor: 1_285_000,
    changeMinor: 4_650,
    tenders: [
      { name: '银行卡', amountMinor: 5_000 },
      { name: 'Cash', amountMinor: 1_284_650 },
    ],
    points: { earned: 155, balance: 12_395 },
    receiptNumber: 'SHANGHAI-T12-1-000147',
  },
];

async function openDisplay(app: App): Promise<Page> {
  await signInOf(app).title.waitFor();
  const opened = app.page.context().waitForEvent('page');
  await app.page.evaluate(() => {
    if ('guitaiShell' in globalThis) globalThis.guitaiShell.showCustomerDisplay(true);
    else window.open('./display', 'display', 'popup,width=1024,height=768');
  });
  const display = await opened;
  await display.getByRole('heading').first().waitFor();
  await display.emulateMedia({ reducedMotion: 'reduce' });
  return display;
}

/** Says to the customer's screen what the counter would. */
async function say(app: App, message: CustomerMessage): Promise<void> {
  await app.page.evaluate((said) => {
    const channel = new BroadcastChannel('guitai-customer-display');
    channel.postMessage(said);
    channel.close();
  }, message);
}

describeShells('what the customer sees', (start) => {
  test('has no barriers, and can be read whole in both languages and themes', async () => {
    const app = await start();
    const display = await openDisplay(app);
    for (const language of ['en', 'zh-CN'] as const) {
      for (const theme of ['light', 'dark'] as const) {
        for (const view of views) {
          const name = `${view.kind}, ${language}, ${theme}`;
          await say(app, { kind: 'show', view, shopName: '南山路店', currency: 'CNY', language, theme });
          const words = customerDisplayText[language];
          await display
            .getByText(words[view.kind === 'paid' ? 'thanks' : view.kind === 'sale' ? 'total' : 'welcome'])
            .waitFor();
          await display.locator(`html[data-theme=${theme}]`).waitFor();
          expect.soft(await findBarriers(display), name).toEqual([]);
          expect.soft(await findLayoutFaults(display), name).toEqual([]);
          if (PICTURES) await display.screenshot({ path: `${PICTURES}/customer ${name}.png` });
        }
      }
    }
  });
});
