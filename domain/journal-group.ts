import type { Fact, FactType } from './facts/fact.ts';

/** What a person looks for in the journal. A finished sale is a sale, a refund, or as an exchange both. */
export const journalGroups = [
  'sale',
  'refund',
  'tender',
  'void',
  'override',
  'cash',
  'drawer',
  'shift',
  'people',
  'settings',
  'catalogue',
  'members',
  'points',
  'promotions',
  'till',
  'other',
] as const;
export type JournalGroup = (typeof journalGroups)[number];

const groupByType: Readonly<Record<FactType, JournalGroup>> = {
  'sale.completed': 'sale',
  'receipt.reprinted': 'other',
  'non-sale.booked': 'other',
  'tender.taken': 'tender',
  'tender.reversed': 'tender',
  'line.voided': 'void',
  'basket.voided': 'void',
  'override.made': 'override',
  'cash.moved': 'cash',
  'shift.counted': 'cash',
  'drawer.opened': 'drawer',
  'shift.opened': 'shift',
  'shift.closed': 'shift',
  'staff.saved': 'people',
  'staff.pin-set': 'people',
  'staff.badge-set': 'people',
  'staff.signed-in': 'people',
  'staff.locked': 'people',
  'settings.changed': 'settings',
  'catalogue.imported': 'catalogue',
  'article.saved': 'catalogue',
  'member.registered': 'members',
  'member.changed': 'members',
  'member.merged': 'members',
  'member.erased': 'members',
  'members.imported': 'members',
  'account.opened': 'points',
  'points.adjusted': 'points',
  'points.expired': 'points',
  'points.held': 'points',
  'points.released': 'points',
  'tier.reviewed': 'points',
  'promotions.imported': 'promotions',
  'promotion.switched': 'promotions',
  'coupons.issued': 'promotions',
  'coupon.voided': 'promotions',
  'till.created': 'till',
  'epoch.started': 'till',
  'key.replaced': 'till',
  'clock.confirmed': 'till',
  'chain.joined': 'till',
  'chain.left': 'till',
  'catalogue.pulled': 'catalogue',
  'members.pulled': 'members',
  'promotions.pulled': 'promotions',
  'snapshot.taken': 'till',
};

/** The types of entries that belong to a group; refunds are among the finished sales. */
export function typesOfGroup(group: JournalGroup): readonly FactType[] {
  if (group === 'refund') return ['sale.completed'];
  return (Object.keys(groupByType) as FactType[]).filter((type) => groupByType[type] === group);
}

/** The group under which an entry is listed; a receipt that only took something back is a refund. */
export function groupOfFact(fact: Fact): JournalGroup {
  if (fact.type !== 'sale.completed') return groupByType[fact.type];
  return fact.payload.lines.some(({ kind }) => kind === 'sale') ? 'sale' : 'refund';
}
