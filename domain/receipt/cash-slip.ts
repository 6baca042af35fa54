import type { WallClock } from '../business-date.ts';
import type { CashMoveKind } from '../cash-drawer.ts';
import type { CashMoved } from '../facts/shift-facts.ts';
import { formatMoney } from '../money-format.ts';
import type { ShopSettings } from '../shop-settings.ts';
import type { Language } from '../text/language.ts';
import type { ReceiptTextKey } from '../text/receipt-text.ts';
import { centered, cut, paragraph, row, rule, type ReceiptDocument } from './document.ts';
import { paperDateTime, wordsIn } from './paper-format.ts';
import { copyMark } from './receipt-rows.ts';

/** What a slip says that is not in the move itself. */
export interface CashSlipContext {
  readonly settings: Pick<ShopSettings, 'shop'>;
  readonly tillCode: string;
  readonly shiftNumber: number;
  readonly at: WallClock;
  readonly byName: string;
  readonly approvedByName: string;
  readonly copyNo: number | null;
}

const titleKeys: Readonly<Record<CashMoveKind, ReceiptTextKey>> = {
  'pay-in': 'payInTitle',
  'pay-out': 'payOutTitle',
  'safe-drop': 'safeDropTitle',
};

/** The slip of a pay-in, pay-out or safe drop, with room for a signature. The title says which way the money went. */
export function cashSlip(move: CashMoved, context: CashSlipContext, language: Language): ReceiptDocument {
  const words = wordsIn(language);
  const title = words(titleKeys[move.kind]);
  const { currency, name } = context.settings.shop;
  const { by, approvedBy, reason } = move.authorization;
  return {
    language,
    title,
    blocks: [
      centered(name),
      centered(title, 'tall'),
      ...copyMark(context.copyNo, language),
      row(paperDateTime(context.at), words('till', { till: context.tillCode })),
      row(words('shift', { number: context.shiftNumber }), ''),
      rule,
      row(words('amount'), formatMoney(move.amountMinor, currency, language), { emphasis: 'tall' }),
      row(words('by'), context.byName),
      ...(approvedBy === by ? [] : [row(words('approvedBy'), context.approvedByName)]),
      ...(reason === null ? [] : [row(words('reason'), reason)]),
      { kind: 'feed', lines: 1 },
      paragraph(words('signature')),
      { kind: 'feed', lines: 2 },
      rule,
      { kind: 'feed', lines: 1 },
      cut,
    ],
  };
}
