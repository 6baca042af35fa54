import { promotionsText } from '../../../renderer/text/promotions-text.ts';
import type { App } from '../app.ts';
import { wordsOf } from '../words.ts';

const demoRules = {
  en: { memberPrice: 'Member price', thanks: 'Thank you: £3 off £20' },
  'zh-CN': { memberPrice: '会员价', thanks: '感谢券：满 £20 减 £3' },
} as const;

/** The rules in the back office: their list, one's page, and a basket to try it on. */
export function promotionsOf({ page, language }: App) {
  const t = wordsOf(promotionsText, language);
  const dialog = page.getByRole('dialog');
  const main = page.getByRole('main');
  return {
    t,
    /** Rules of the demo shop, by their names. */
    rules: demoRules[language],
    dialog,
    /** A dialog with a field waits for a keyboard of the screen, where there may be one, before it is seen. */
    seenDialog: page.locator('.scrim:not([style*="opacity: 0"])').getByRole('dialog'),
    rows: main.getByRole('table', { name: t('list') }).getByRole('row'),
    rule: (name: string) => main.getByRole('button', { name, exact: true }),
    sentence: main
      .getByRole('region', { name: t('theRule') })
      .getByRole('paragraph')
      .first(),
    onSwitch: main.getByRole('switch'),
    article: main.getByRole('searchbox', { name: t('addArticle') }),
    customer: main.getByLabel(t('customer')),
    tried: main.getByRole('region', { name: t('simulate') }).getByRole('row'),
    why: main.getByRole('region', { name: t('why') }),
    allRules: main.getByRole('region', { name: t('why') }).getByRole('button'),
    allCoupons: main.getByRole('button', { name: t('allCoupons'), exact: true }),
    import: main.getByRole('button', { name: t('import'), exact: true }),
    path: dialog.getByLabel(t('path')),
    importNow: dialog.getByRole('button', { name: t('importNow') }),
    faults: dialog.getByRole('alert').getByRole('listitem'),
    notice: main.locator('[aria-live=assertive]'),
    undo: main.locator('[aria-live=assertive]').getByRole('button').first(),
  };
}
