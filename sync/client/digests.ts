import type { StoreReader } from '../../db/open-store.ts';
import { ok, type Result } from '../../domain/result.ts';
import { digestsAnswer, repullAnswer, type Scope, type ScopeDigest } from '../protocol/feed.ts';
import type { CentralFault } from './central-fault.ts';
import type { Central } from './central.ts';
import type { SyncNote } from './till-port.ts';

/** What came of comparing what the till has with what central has, by scope. */
export interface DigestComparison {
  /** False where something changed meanwhile: nothing was compared. */
  readonly isCurrent: boolean;
  readonly equal: readonly Scope[];
  readonly differing: readonly Scope[];
}

/** What a till has as central has it. Settings and staff are facts of its own, and its clock and place are told once. */
const COMPARED = [
  'article',
  'promotion',
  'member',
  'account',
  'coupon',
  'rule-use',
] as const satisfies readonly Scope[];
/** What the till itself adds to, so that it can only be compared when central has had all of it. */
const OWN_TOO: ReadonlySet<Scope> = new Set(['member']);

/** What a till has, as one state of its books has it. */
export interface OwnDigests {
  readonly cursor: string | null;
  readonly digests: readonly ScopeDigest[];
}

/** Reads through all reference data: seconds with a million members, so beside a till that sells it is another process's work. */
export function readOwnDigests({ db, chain, journal }: StoreReader): OwnDigests {
  const snapshot = db.transaction(() => {
    const { cursor, applied } = chain.state();
    const head = journal.head();
    const hasAll = head === null || (applied?.epoch === head.epoch && applied.seq >= head.seq);
    const compared = COMPARED.filter((scope) => hasAll || !OWN_TOO.has(scope));
    return { cursor, digests: compared.map((scope): ScopeDigest => ({ scope, ...chain.digest(scope) })) };
  });
  return snapshot.deferred();
}

/** Compares each scope and has central send again what differs. */
export async function compareDigests(
  { cursor, digests }: OwnDigests,
  central: Central,
  note: SyncNote,
): Promise<Result<DigestComparison, CentralFault>> {
  if (cursor === null) return ok({ isCurrent: false, equal: [], differing: [] });
  const answered = await central.ask({
    method: 'POST',
    target: '/v1/digests',
    body: { cursor, scopes: digests.map(({ scope }) => scope) },
    answer: digestsAnswer,
  });
  if (!answered.ok) return answered;
  if (!answered.value.isCurrent) return ok({ isCurrent: false, equal: [], differing: [] });
  const theirs = new Map(answered.value.digests.map((each) => [each.scope, each]));
  const isSame = ({ scope, count, digest }: ScopeDigest): boolean => {
    const other = theirs.get(scope);
    return other?.count === count && other.digest === digest;
  };
  const equal = digests.filter(isSame).map(({ scope }) => scope);
  const differing = digests.filter((each) => !isSame(each)).map(({ scope }) => scope);
  if (differing.length > 0) {
    note('sync-digest-differs', { scopes: differing.join(' ') });
    const asked = await central.ask({
      method: 'POST',
      target: '/v1/repull',
      body: { scopes: differing },
      answer: repullAnswer,
    });
    if (!asked.ok) return asked;
  }
  return ok({ isCurrent: true, equal, differing });
}
