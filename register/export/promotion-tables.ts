import { currencyDigits, minorToDecimal } from '../../domain/currency.ts';
import { describePromotion } from '../../domain/promotions/describe-promotion.ts';
import { shopNames } from '../../domain/promotions/shop-names.ts';
import { exportText } from '../../domain/text/export-text.ts';
import type { Language } from '../../domain/text/language.ts';
import { offerKindText } from '../../domain/text/offer-kind-text.ts';
import { promotionStateText } from '../../domain/text/promotion-state-text.ts';
import type { TillView } from '../register.ts';
import {
  everyCoupon,
  listedPromotions,
  type ListedPromotion,
  type ShownCoupon,
} from '../use-cases/promotion-page.ts';
import type { WriteRow } from './export-file.ts';
import { writeTable, type Columns, type OnRows } from './table.ts';

/** Every rule in a sentence, with its days and what it has used of its limits. */
export function writePromotionTable(
  till: TillView,
  language: Language,
  write: WriteRow,
  onRows: OnRows,
): void {
  const { settings, store } = till;
  const digits = currencyDigits(settings.shop.currency);
  const names = shopNames(settings, language, (code) => store.catalogue.byCode(code)?.name);
  const amount = (minor: number | undefined) => (minor === undefined ? null : minorToDecimal(minor, digits));
  const columns: Columns<ListedPromotion> = [
    ['code', ({ promotion }) => promotion.id],
    ['name', ({ promotion }) => promotion.name[language]],
    ['kind', ({ promotion }) => offerKindText[language][promotion.offer.kind]],
    ['rule', ({ promotion }) => sentenceOf(describePromotion(promotion, names))],
    ['state', ({ state }) => promotionStateText[language][state]],
    ['validFrom', ({ promotion }) => promotion.validFrom],
    ['validTo', ({ promotion }) => promotion.validTo],
    ['used', ({ use }) => use?.inAll ?? null],
    ['usedOf', ({ promotion }) => promotion.limits.inAll ?? null],
    [
      'budgetUsed',
      ({ use, promotion }) => (promotion.limits.budgetMinor ? amount(use?.spentMinor ?? 0) : null),
    ],
    ['budget', ({ promotion }) => amount(promotion.limits.budgetMinor)],
  ];
  const rules = listedPromotions(till);
  writeTable(columns, rules, rules.length, language, write, onRows);
}

function sentenceOf({ sentence }: ReturnType<typeof describePromotion>): string {
  return sentence.map(({ text }) => text).join('');
}

/** The coupons with codes of their own, of one rule or of all; the last to be given first. */
export function writeCouponTable(
  till: TillView,
  ruleId: string | undefined,
  language: Language,
  write: WriteRow,
  onRows: OnRows,
): void {
  const words = exportText[language];
  const rules = till.store.promotions
    .all()
    .map(({ promotion }) => promotion)
    .filter(({ id, coupon }) => coupon !== null && (ruleId === undefined || id === ruleId));
  const total = rules.reduce((sum, { id }) => sum + till.store.coupons.countsOf(id).issued, 0);
  const nameOf = new Map(rules.map(({ id, name }) => [id, name[language]]));
  const columns: Columns<ShownCoupon & { readonly ruleId: string }> = [
    ['couponCode', ({ code }) => code],
    ['name', (coupon) => nameOf.get(coupon.ruleId) ?? coupon.ruleId],
    ['holder', ({ holder }) => holder ?? words.bearer],
    ['lastDay', ({ expiresOn }) => expiresOn],
    ['uses', ({ useCount }) => useCount],
    [
      'state',
      ({ isVoided, useCount }) => words[isVoided ? 'couponVoid' : useCount > 0 ? 'couponUsed' : 'couponOpen'],
    ],
  ];
  writeTable(columns, couponsOf(till, [...nameOf.keys()]), total, language, write, onRows);
}

function* couponsOf(till: TillView, ruleIds: readonly string[]) {
  for (const ruleId of ruleIds) {
    for (const coupon of everyCoupon(till, ruleId)) yield { ...coupon, ruleId };
  }
}
