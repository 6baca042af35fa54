import { canonicalJson } from '../../domain/facts/canonical-json.ts';
import type { Fact } from '../../domain/facts/fact.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { StaffMember } from '../../domain/staff.ts';
import type { FeedAnswer, WireStaff } from '../protocol/feed.ts';
import { createChangeApplier, type AppliedChanges, type ReferenceCounts } from './change-applier.ts';
import type { SyncNote, TillCommit, TillPort } from './till-port.ts';

/** What a sale that is being paid was reckoned with: it must stay what was shown. */
const PRICED_BY: ReadonlySet<string> = new Set([
  'setting',
  'article',
  'promotion',
  'member',
  'account',
  'coupon',
  'rule-use',
  'policy',
]);

/** A page of the feed; without a cursor it is what a page of it left behind. */
export interface ChangePage extends Pick<FeedAnswer, 'changes'> {
  readonly cursor: string | null;
}

/**
 * Applies a page of the feed in one commit with the cursor behind it, an entry where it changed articles or promotions: what goods cost.
 * Members change all day all over a chain, and have none. `later`: a sale is being paid with what would change.
 */
export function applyChanges(till: TillPort, page: ChangePage, note: SyncNote): Result<'done' | 'later'> {
  const committed = till.commit((commit) => {
    const { store, writer } = commit;
    const isPaying = store.baskets.current()?.state === 'checkout';
    if (isPaying && page.changes.some(({ scope }) => PRICED_BY.has(scope))) return 'later';
    const identity = store.till.identity();
    if (!identity) throw new Error('a store without a till is in no chain');
    const applier = createChangeApplier(store, writer, identity.registerId);
    for (const change of page.changes) applier.apply(change);
    const applied = applier.finish();
    const cursor = page.cursor ?? store.chain.state().cursor ?? '';
    recordReference(commit, cursor, applied);
    const hasSettings = recordOffice(till, commit, applied);
    writer.chain.saveState({
      ...(page.cursor !== null && { cursor: page.cursor }),
      pulledAtUtcMs: till.nowUtcMs(),
      ...(applied.applied && { applied: applied.applied }),
    });
    return { hasSettings, refused: applied.refused };
  });
  if (!committed.ok) return committed;
  if (committed.value === 'later') return ok('later');
  const { hasSettings, refused } = committed.value;
  if (refused.length > 0) note('sync-changes-refused', { scopes: [...new Set(refused)].join(' ') });
  if (hasSettings) till.reload();
  return ok('done');
}

function recordReference(
  { writer, context }: TillCommit,
  cursor: string,
  { articles, promotions }: AppliedChanges,
): void {
  const record = (type: 'catalogue.pulled' | 'promotions.pulled', counts: ReferenceCounts | null) => {
    if (!counts || counts.changedCount + counts.removedCount === 0) return;
    writer.record({ type, payload: { cursor, ...counts } }, context());
  };
  record('catalogue.pulled', articles);
  record('promotions.pulled', promotions);
}

/**
 * Records what central says of settings and people, where that is not what is known. Returns whether anything of it was
 * new.
 */
export function recordOffice(
  till: Pick<TillPort, 'readSettings'>,
  { store, writer, context }: TillCommit,
  { settings, staff }: Pick<AppliedChanges, 'settings' | 'staff'>,
): boolean {
  const facts: Fact[] = [];
  const known: Readonly<Record<string, unknown>> = store.till.settings();
  for (const { section, value } of till.readSettings(settings)) {
    const before = known[section];
    if (before !== undefined && canonicalJson(before) === canonicalJson(value)) continue;
    facts.push({ type: 'settings.changed', payload: { section, value } });
  }
  for (const fact of facts) writer.record(fact, context());
  let staffCount = 0;
  for (const [id, person] of staff) if (saveStaff({ store, writer, context }, id, person)) staffCount += 1;
  return facts.length + staffCount > 0;
}

function saveStaff({ store, writer, context }: TillCommit, id: string, given: WireStaff | null): boolean {
  const before = store.staff.byId(id);
  // Who is taken away stays known by name, because entries of the journal name them, and does not work here any more.
  const person = given ?? (before && { ...before, isActive: false, pin: null });
  if (!person) return false;
  const { code, name, roleCode, isActive, pin } = person;
  const holder = store.staff.byCode(code);
  if (holder && holder.id !== id) {
    const member = { ...holder, code: `${holder.code}-${holder.id.slice(-4)}`, isActive: false };
    writer.record({ type: 'staff.saved', payload: { member } }, context());
  }
  const member = { id, code, name, roleCode, isActive };
  const isNew = !before || canonicalJson(plainStaff(before)) !== canonicalJson(member);
  if (isNew) writer.record({ type: 'staff.saved', payload: { member } }, context());
  return setPin({ store, writer, context }, id, pin) || isNew;
}

/** A listing may say more of a person than an entry does. */
function plainStaff({ id, code, name, roleCode, isActive }: StaffMember): StaffMember {
  return { id, code, name, roleCode, isActive };
}

function setPin({ store, writer, context }: TillCommit, staffId: string, pin: WireStaff['pin']): boolean {
  if (!pin) return false;
  const [salt, hash] = [Buffer.from(pin.salt, 'base64'), Buffer.from(pin.hash, 'base64')];
  const known = store.staff.credential(staffId);
  if (known?.pinHash.equals(hash) && known.salt.equals(salt)) return false;
  writer.credentials.setPin(staffId, salt, hash);
  writer.record({ type: 'staff.pin-set', payload: { staffId } }, context());
  return true;
}
