import type { Database } from 'better-sqlite3';
import type { CentralAccount } from '../domain/chain/central-account.ts';
import type { CentralException } from '../domain/chain/central-exception.ts';
import type { UnaskedUses } from '../domain/chain/offline-limits.ts';
import type { OfflinePolicy } from '../domain/chain/offline-policy.ts';
import type { PointsIntent } from '../domain/chain/points-intent.ts';
import { accountOf, type AccountRow } from './central-account-row.ts';
import { leaseReader, OF_MEMBER, type LeaseReader } from './chain-leases.ts';
import { chainOutbox, type JournalPiece, type WaitingEntries } from './chain-outbox.ts';
import { chainStateReader, type ChainLink, type JournalPlace, type SyncState } from './chain-state.ts';
import { receiptReader, type FetchedReceiptReader } from './fetched-receipts.ts';
import { bytesOfId } from './member-row.ts';
import { digestScope, type DigestedScope, type ScopeDigest } from './scope-digests.ts';
import { parseStored } from './stored-json.ts';

export interface ListedException extends CentralException {
  readonly id: string;
}

/** What of central's is kept at a till that belongs to a chain. */
export interface ChainReader extends LeaseReader {
  /** Null for a till that stands alone. */
  link(): ChainLink | null;
  state(): SyncState;
  /** Central has put the till out: nothing may be sold here any more. */
  isRevoked(): boolean;
  /** What the till may do for members without asking; the strictest until central has said. */
  policy(): OfflinePolicy;
  account(memberId: string): CentralAccount | null;
  /** What this till did for a member that central's figures do not include yet, oldest first. */
  unapplied(memberId: string): PointsIntent[];
  /** How many sales and refunds of a member central does not have yet. */
  unsentCount(memberId: string): number;
  /** What was done without central having said yes, since it was lost; and whether the member redeemed so on a business date. */
  unasked(memberId: string | null, businessDate: string): UnaskedUses;
  /** The last that were raised in front, those that nobody has resolved before all. */
  exceptions(limit: number): ListedException[];
  openExceptionCount(): number;
  /** What central does not have yet. */
  waiting(): WaitingEntries;
  /** The position of the last entry up to a place; 0 for none. */
  positionOf(place: JournalPlace | null): number;
  /** Whether a place comes after the last entry: it is in another journal than this one. */
  isBeyond(place: JournalPlace): boolean;
  /** Entries after a place, or from the first: at most so many, and so many bytes as JSON, but at least one. */
  entriesAfter(place: JournalPlace | null, entriesMax: number, bytesMax: number): JournalPiece;
  /** Another till's sale, as central sent it when it was last asked for. */
  readonly receipts: FetchedReceiptReader;
  /** How much of a line of another till's receipt came back here already, in thousandths, by line number. */
  returnedElsewhere(saleId: string): ReadonlyMap<number, number>;
  /** The till belonged to a chain when this entry was made. */
  wasJoinedAt(entry: number): boolean;
  /** What there is of a scope, without some of its keys, reckoned afresh from its rows: a million take seconds. */
  digest(scope: DigestedScope, except?: ReadonlySet<string>): ScopeDigest;
  /** The same in steps of so many rows; what is written in between may be half in it. */
  digestInSteps(scope: DigestedScope, rowsPerStep: number): Generator<void, ScopeDigest>;
}

/** Rows that are read at once where nobody waits in between. */
const DIGEST_ROWS = 10_000;

export function chainReader(db: Database): ChainReader {
  const state = chainStateReader(db);
  const account = db.prepare<[Buffer], AccountRow>('SELECT * FROM central_account WHERE member_id = ?');
  const exceptions = db.prepare<[number], { id: string; body: string }>(
    'SELECT id, body FROM central_exception ORDER BY is_resolved, at_utc DESC, id LIMIT ?',
  );
  const openCount = db
    .prepare<[], number>('SELECT COUNT(*) FROM central_exception WHERE is_resolved = 0')
    .pluck();
  const elsewhere = db.prepare<[string], { lineNo: number; thousandths: number }>(
    'SELECT line_no AS lineNo, thousandths FROM return_intent WHERE sale_id = ?',
  );
  const lastChange = db
    .prepare<[number], string>(
      `SELECT type FROM journal WHERE type IN ('chain.joined', 'chain.left') AND position < ?
       ORDER BY position DESC LIMIT 1`,
    )
    .pluck();
  return {
    link: state.link,
    state: state.state,
    isRevoked: () => state.state().isRevoked,
    policy: () => state.policy(),
    account(memberId) {
      const row = account.get(bytesOfId(memberId));
      return row ? accountOf(row) : null;
    },
    ...intentReader(db, state),
    ...leaseReader(db, state),
    exceptions: (limit) =>
      exceptions
        .all(limit)
        .map(({ id, body }) => ({ id, ...(parseStored(body, 'an exception') as CentralException) })),
    openExceptionCount: () => openCount.get() ?? 0,
    ...chainOutbox(db, state),
    positionOf: state.positionOf,
    isBeyond: state.isBeyond,
    receipts: receiptReader(db),
    returnedElsewhere: (saleId) =>
      new Map(elsewhere.all(saleId).map(({ lineNo, thousandths }) => [lineNo, thousandths])),
    wasJoinedAt: (entry) => lastChange.get(entry) === 'chain.joined',
    digest(scope, except) {
      const steps = digestScope(db, scope, DIGEST_ROWS, except);
      for (;;) {
        const step = steps.next();
        if (step.done) return step.value;
      }
    },
    digestInSteps: (scope, rowsPerStep) => digestScope(db, scope, rowsPerStep),
  };
}

function intentReader(
  db: Database,
  state: ReturnType<typeof chainStateReader>,
): Pick<ChainReader, 'unapplied' | 'unsentCount' | 'unasked'> {
  const intents = db.prepare<{ memberId: string; after: number }, PointsIntent>(
    `SELECT at_utc AS atUtcMs, earned_points AS earnedPoints, redeemed_points AS redeemedPoints,
       spent_minor AS spentMinor, visits
     FROM points_intent JOIN journal ON position = entry
     WHERE ${OF_MEMBER} AND entry > @after ORDER BY entry, place`,
  );
  const count = db
    .prepare<{ memberId: string; after: number }, number>(
      `SELECT COUNT(DISTINCT entry) FROM points_intent WHERE ${OF_MEMBER} AND entry > @after`,
    )
    .pluck();
  const uses = db.prepare<[number], { kind: string; amountMinor: number }>(
    'SELECT kind, SUM(amount_minor) AS amountMinor FROM unasked_use WHERE entry > ? GROUP BY kind',
  );
  const redeemed = db.prepare<{ memberId: string; businessDate: string }>(
    `SELECT 1 FROM unasked_use WHERE ${OF_MEMBER} AND business_date = @businessDate AND kind = 'points' LIMIT 1`,
  );
  return {
    unapplied: (memberId) => intents.all({ memberId, after: state.appliedEntry() }),
    unsentCount: (memberId) => count.get({ memberId, after: state.acknowledgedEntry() }) ?? 0,
    unasked(memberId, businessDate) {
      // Before anybody has noticed that central is lost, what it does not have yet was done without it.
      const since = state.outageEntry() ?? state.acknowledgedEntry();
      const byKind = new Map(uses.all(since).map((use) => [use.kind, use.amountMinor]));
      return {
        pointsMinor: byKind.get('points') ?? 0,
        couponsMinor: byKind.get('coupon') ?? 0,
        refundsMinor: byKind.get('refund') ?? 0,
        hasMemberRedeemed: memberId !== null && redeemed.get({ memberId, businessDate }) !== undefined,
      };
    },
  };
}
