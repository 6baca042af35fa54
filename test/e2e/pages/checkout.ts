import { checkoutText } from '../../../renderer/text/checkout-text.ts';
import { receiptText } from '../../../renderer/text/receipt-text.ts';
import type { App } from '../app.ts';
import { wordsOf } from '../words.ts';

/** Paying, and what stands on the screen after it. */
export function checkoutOf({ page, language }: App) {
  const t = wordsOf(checkoutText, language);
  const receipt = wordsOf(receiptText, language);
  const pane = page.getByRole('region', { name: t('title'), exact: true });
  const refundPane = page.getByRole('region', { name: t('titleRefund'), exact: true });
  // A region of checkout has the name of what stands there after it; only that has a title of the page.
  const finished = (name: string) =>
    page
      .getByRole('region', { name, exact: true })
      .filter({ has: page.getByRole('heading', { name, level: 1, exact: true }) });
  const done = finished(receipt('paid'));
  const refunded = finished(receipt('refundDone'));
  return {
    t,
    receipt,
    pane,
    refundPane,
    due: pane.getByRole('region', { name: t('due'), exact: true }),
    received: pane.getByRole('region', { name: t('received'), exact: true }),
    tender: (name: string) => page.getByRole('group', { name: t('tenders') }).getByRole('button', { name }),
    quickCash: (name: string) =>
      page.getByRole('group', { name: t('quickCash') }).getByRole('button', { name }),
    amount: (tender: string) => pane.getByLabel(tender, { exact: true }),
    reference: pane.getByLabel(t('reference'), { exact: true }),
    digit: (digit: string) => pane.getByRole('button', { name: digit, exact: true }),
    fault: pane.getByRole('alert'),
    done,
    /** The receipt as it was printed. */
    paper: done.getByRole('article'),
    refunded,
    /** The figure that the hand acts on: `Change£6.21`. */
    figure: page.getByRole('main').getByRole('status').first(),
    receiptNumber: async (): Promise<string> =>
      /\S+-\d+-\d+-\d+/.exec(await done.or(refunded).innerText())![0],
  };
}
