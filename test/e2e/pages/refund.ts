import { refundText } from '../../../renderer/text/refund-text.ts';
import { receiptText } from '../../../renderer/text/receipt-text.ts';
import type { App } from '../app.ts';
import { wordsOf } from '../words.ts';

/** Taking goods back. */
export function refundOf({ page, language }: App) {
  const t = wordsOf(refundText, language);
  const receipt = wordsOf(receiptText, language);
  const pane = page.getByRole('region', { name: t('title'), exact: true });
  const button = (name: string) => pane.getByRole('button', { name, exact: true });
  return {
    t,
    pane,
    button,
    search: pane.getByLabel(receipt('search')),
    sales: pane.getByRole('list', { name: receipt('sales') }).getByRole('button'),
    more: (name: string) => button(t('more', { name })),
    row: (name: string) => pane.getByRole('row').filter({ hasText: name }),
    reason: (name: 'wrong' | 'faulty' | 'unwanted' | 'price') => button(t(name)),
    field: (name: 'article' | 'goodsName' | 'quantity' | 'unitPrice') =>
      pane.getByLabel(t(name), { exact: true }),
    found: (name: string) => pane.getByRole('listitem').getByRole('button', { name }),
  };
}
