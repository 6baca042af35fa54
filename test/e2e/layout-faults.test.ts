import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { describeChromium, openPage } from './chromium.ts';
import { findLayoutFaults } from './layout-faults.ts';

async function faultsOf(page: Page, html: string): Promise<readonly string[]> {
  await page.setContent(`<body style="margin: 0; font: 16px sans-serif">${html}</body>`);
  return findLayoutFaults(page);
}

describeChromium('texts that cannot be read whole', () => {
  test.each([
    [
      'cut off by its box',
      '<p style="width: 40px; overflow: hidden; white-space: nowrap">Hold the sale</p>',
      'box',
    ],
    ['cut off below', '<p style="height: 10px; overflow: hidden">Two<br>lines</p>', 'box'],
    [
      'outside of the window',
      '<p style="margin-left: 990px; white-space: nowrap">Hold the sale</p>',
      'window',
    ],
    ['over another', '<p>Hold</p><p style="margin-top: -34px">Recall</p>', 'lies over'],
  ])('are found: %s', async (_name, html, fault) => {
    expect(await faultsOf(await openPage(), html)).toContainEqual(expect.stringContaining(fault));
  });

  test.each([
    [
      'ends in an ellipsis',
      '<p style="width: 40px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis">Hold the sale</p>',
    ],
    ['can be scrolled to', '<div style="height: 30px; overflow: auto"><p>One</p><p>Two</p></div>'],
    [
      'is for a screen reader',
      '<p style="position: absolute; width: 1px; overflow: hidden; clip-path: inset(50%)">Hold the sale</p>',
    ],
    ['stands in the next line', '<p style="line-height: 1.1">One<br>Two</p>'],
  ])('are not what %s', async (_name, html) => {
    expect(await faultsOf(await openPage(), html)).toEqual([]);
  });
});
