import { expect, test } from 'vitest';
import { findBarriers } from './barriers.ts';
import { describeChromium, openPage } from './chromium.ts';

const PALE = '<p style="color: #eee; background: #fff">Hold the sale</p>';
const NAMELESS = '<button></button>';

describeChromium('barriers', () => {
  test('are found on a page each time that it is looked at', async () => {
    const page = await openPage();
    const show = (html: string) =>
      page.setContent(`<html lang="en"><title>Till</title><main>${html}</main></html>`);
    await show('<p>Hold the sale</p>');
    expect(await findBarriers(page)).toEqual([]);
    await show(PALE);
    expect(await findBarriers(page)).toEqual([expect.stringContaining('color-contrast at p:')]);
    await show(NAMELESS);
    expect(await findBarriers(page)).toEqual([expect.stringContaining('button-name at button:')]);
    await page.goto('about:blank');
    await show(PALE + NAMELESS);
    expect(await findBarriers(page)).toHaveLength(2);
  });
});
