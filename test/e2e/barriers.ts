import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** WCAG 2.2 A and AA, as axe calls them. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** Sending axe to a page takes longer than running it there: a page that has it gets an empty statement. */
const NOTHING_TO_SEND = ';';

/** What on a page keeps people out who see, hear or move otherwise, each in a sentence, by axe. */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  const hasAxe = await page.evaluate(() => 'axe' in globalThis);
  // In the page itself: a page of axe's own for the results is more than the desktop program opens. Only what is against
  // a rule comes back whole.
  const { violations } = await new AxeBuilder(hasAxe ? { page, axeSource: NOTHING_TO_SEND } : { page })
    .options({ resultTypes: ['violations'] })
    .withTags(RULES)
    .setLegacyMode(true)
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  );
}
