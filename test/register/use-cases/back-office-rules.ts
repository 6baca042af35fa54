import type { Offer, Promotion } from '../../../domain/promotions/promotion.ts';
import { entryContext, type Register } from '../../../register/register.ts';

/** A rule with nothing special about it but what is given. */
export function ruleOf(id: string, offer: Offer, terms: Partial<Promotion> = {}): Promotion {
  return {
    id,
    version: 1,
    name: { en: id, 'zh-CN': id },
    offer,
    target: 'all',
    conditions: {},
    limits: {},
    maxDiscountMinor: null,
    respectsPriceFloor: false,
    appliesToSaleItems: true,
    group: null,
    isExclusive: false,
    priority: 0,
    lane: 'default',
    validFrom: null,
    validTo: null,
    coupon: null,
    ...terms,
  };
}

/** Puts rules in place of those that the till has, as an import does. */
export function saveRules(register: Register, rules: readonly Promotion[]): void {
  register.store.commit((writer) => {
    const { added, changed, unchanged, removed, digest } = writer.promotions.replaceAll(rules);
    const payload = {
      fileName: 'test',
      fileSha256: '',
      addedCount: added,
      changedCount: changed,
      unchangedCount: unchanged,
      removedCount: removed,
      digest,
    };
    writer.record({ type: 'promotions.imported', payload }, entryContext(register));
  });
}
