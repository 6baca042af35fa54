import type { Database } from 'better-sqlite3';
import type { FactType, JournalEntry } from '../domain/facts/fact.ts';
import { chainProjection } from './projections/chain-projection.ts';
import { loyaltyProjection } from './projections/loyalty-projection.ts';
import type { Projection } from './projections/projection.ts';
import { saleProjection } from './projections/sale-projection.ts';
import { shiftProjection } from './projections/shift-projection.ts';
import { tillProjection } from './projections/till-projection.ts';

/** Entries that change no ledger table: they are in the journal for people and for central to read. */
const journalOnly: Projection<
  | 'shift.counted'
  | 'staff.pin-set'
  | 'staff.badge-set'
  | 'staff.signed-in'
  | 'catalogue.imported'
  | 'article.saved'
  | 'clock.confirmed'
  | 'member.registered'
  | 'member.changed'
  | 'member.erased'
  | 'members.imported'
  | 'promotions.imported'
  | 'promotion.switched'
  | 'catalogue.pulled'
  | 'members.pulled'
  | 'promotions.pulled'
  | 'snapshot.taken'
> = {
  'shift.counted': ignore,
  'staff.pin-set': ignore,
  'staff.badge-set': ignore,
  'staff.signed-in': ignore,
  'catalogue.imported': ignore,
  'article.saved': ignore,
  'clock.confirmed': ignore,
  'member.registered': ignore,
  'member.changed': ignore,
  'member.erased': ignore,
  'members.imported': ignore,
  'promotions.imported': ignore,
  'promotion.switched': ignore,
  'catalogue.pulled': ignore,
  'members.pulled': ignore,
  'promotions.pulled': ignore,
  'snapshot.taken': ignore,
};

function ignore(): void {
  // The entry is the record.
}

/**
 * Writes what an entry changes into the ledger's tables. The till runs it in the transaction that appends the entry;
 * `verify` runs it over the whole journal into an empty database. It reads no clock and prices nothing.
 */
export function createProjector(db: Database): (entry: JournalEntry) => void {
  const sales = saleProjection(db);
  const loyalty = loyaltyProjection(db);
  const projection: Projection<FactType> = {
    ...tillProjection(db),
    ...shiftProjection(db),
    ...chainProjection(db),
    ...journalOnly,
    ...sales,
    ...loyalty,
    'sale.completed'(entry) {
      sales['sale.completed'](entry);
      loyalty['sale.completed'](entry);
    },
  };
  return <T extends FactType>(entry: JournalEntry & { type: T }) => {
    const project = projection[entry.type] as ((entry: JournalEntry) => void) | undefined;
    if (!project) throw new Error(`entry ${entry.position} has the unknown type ${entry.type}`);
    project(entry);
  };
}

/** The tables that the projector fills, with the order in which `verify` compares their rows. */
export const ledgerTables = [
  { name: 'till', key: 'only', entry: 'entry' },
  { name: 'setting', key: 'section', entry: 'entry' },
  { name: 'staff', key: 'id', entry: 'entry' },
  { name: 'shift', key: 'number', entry: 'opened_entry' },
  { name: 'cash_move', key: 'entry', entry: 'entry' },
  { name: 'till_event', key: 'entry', entry: 'entry' },
  { name: 'sale', key: 'entry', entry: 'entry' },
  { name: 'sale_line', key: 'entry, line_no', entry: 'entry' },
  { name: 'payment', key: 'id', entry: 'entry' },
  { name: 'non_sale', key: 'entry', entry: 'entry' },
  { name: 'member_account', key: 'member_id', entry: 'entry' },
  { name: 'points_lot', key: 'id', entry: 'entry' },
  { name: 'points_entry', key: 'entry, place', entry: 'entry' },
  { name: 'points_hold', key: 'id', entry: 'entry' },
  { name: 'tier_change', key: 'entry, place', entry: 'entry' },
  { name: 'tier_input', key: 'member_id, business_date', entry: 'entry' },
  { name: 'member_alias', key: 'member_id', entry: 'entry' },
  { name: 'coupon', key: 'id', entry: 'entry' },
  { name: 'coupon_use', key: 'entry, coupon_id', entry: 'entry' },
  { name: 'rule_use', key: 'member_id, business_date, rule_id', entry: 'entry' },
  { name: 'chain_link', key: 'only', entry: 'entry' },
  { name: 'points_intent', key: 'entry, place', entry: 'entry' },
  { name: 'rule_intent', key: 'entry, place', entry: 'entry' },
  { name: 'unasked_use', key: 'entry, place', entry: 'entry' },
  { name: 'return_intent', key: 'sale_id, line_no', entry: 'entry' },
] as const;
