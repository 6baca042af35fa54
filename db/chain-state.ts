import type { Database } from 'better-sqlite3';
import type { OfflinePolicy } from '../domain/chain/offline-policy.ts';
import { strictestPolicy } from '../domain/chain/offline-policy.ts';
import { parseStored } from './stored-json.ts';

/** A place in this till's own journal. */
export interface JournalPlace {
  readonly epoch: number;
  readonly seq: number;
}

/** Below 0 where `a` comes before `b`. */
export function comparePlaces(a: JournalPlace, b: JournalPlace): number {
  return a.epoch - b.epoch || a.seq - b.seq;
}

/** The chain that a till belongs to. */
export interface ChainLink {
  readonly chainId: string;
  readonly chainName: string;
  readonly shopCode: string;
  readonly tillCode: string;
  /** Base64 of central's Ed25519 public key, DER SPKI. */
  readonly centralKey: string;
}

/** How it stands with central. Times in UTC milliseconds by this till's clock. */
export interface SyncState {
  readonly url: string | null;
  /** A PEM file that central's certificate must go back to; null takes the system's. */
  readonly caFile: string | null;
  readonly cursor: string | null;
  /** The last of the own entries that central has durably, and its signature over it where it signed for this one. */
  readonly acknowledged: JournalPlace | null;
  readonly anchor: string | null;
  /** Up to where this till's journal is in the figures of central's that are here. */
  readonly applied: JournalPlace | null;
  readonly contactedAtUtcMs: number | null;
  readonly pulledAtUtcMs: number | null;
  readonly clockAheadMs: number | null;
  /** Null while central is reached. */
  readonly outageSinceUtcMs: number | null;
  readonly isRevoked: boolean;
  readonly fault: string | null;
}

interface StateRow {
  readonly url: string | null;
  readonly ca_file: string | null;
  readonly cursor: string | null;
  readonly acknowledged_epoch: number | null;
  readonly acknowledged_seq: number | null;
  readonly anchor: string | null;
  readonly applied_epoch: number | null;
  readonly applied_seq: number | null;
  readonly contacted_at_utc: number | null;
  readonly pulled_at_utc: number | null;
  readonly clock_ahead_ms: number | null;
  readonly outage_since_utc: number | null;
  readonly outage_entry: number | null;
  readonly is_revoked: number;
  readonly fault: string | null;
  readonly policy: string | null;
}

export type ChainStateReader = ReturnType<typeof chainStateReader>;

/** The link, the state and the places of the journal that it names. */
export function chainStateReader(db: Database) {
  const link = db.prepare<[], ChainLink>(
    `SELECT chain_id AS chainId, chain_name AS chainName, shop_code AS shopCode, till_code AS tillCode,
       central_key AS centralKey
     FROM chain_link`,
  );
  const state = db.prepare<[], StateRow>('SELECT * FROM sync_state');
  // Of one register only, so that the unique index of places answers it, also for one that was lost with a restore.
  const position = db
    .prepare<{ epoch: number; seq: number }, number>(
      `SELECT position FROM journal WHERE register = (SELECT register FROM till) AND (epoch, seq) <= (@epoch, @seq)
       ORDER BY epoch DESC, seq DESC LIMIT 1`,
    )
    .pluck();
  const head = db.prepare<[], JournalPlace>('SELECT epoch, seq FROM journal ORDER BY position DESC LIMIT 1');
  const positionOf = (place: JournalPlace | null): number => (place && position.get(place)) ?? 0;
  const isBeyond = (place: JournalPlace): boolean => {
    const last = head.get();
    return last === undefined || comparePlaces(place, last) > 0;
  };
  return {
    link: (): ChainLink | null => link.get() ?? null,
    state: (): SyncState => stateOf(state.get()!),
    policy(): OfflinePolicy {
      const { policy } = state.get()!;
      return policy === null
        ? strictestPolicy
        : (parseStored(policy, 'the policy of the chain') as OfflinePolicy);
    },
    /** The position of the last entry up to a place; 0 for none. */
    positionOf,
    isBeyond,
    /** The position of the last entry that central has; 0 where that is none, or one that this journal does not reach. */
    acknowledgedEntry(): number {
      const { acknowledged } = stateOf(state.get()!);
      return acknowledged && isBeyond(acknowledged) ? 0 : positionOf(acknowledged);
    },
    appliedEntry: (): number => positionOf(stateOf(state.get()!).applied),
    /** The last entry before central was lost; null while it is reached. */
    outageEntry: (): number | null => state.get()!.outage_entry,
  };
}

function stateOf(row: StateRow): SyncState {
  return {
    url: row.url,
    caFile: row.ca_file,
    cursor: row.cursor,
    acknowledged: placeOf(row.acknowledged_epoch, row.acknowledged_seq),
    anchor: row.anchor,
    applied: placeOf(row.applied_epoch, row.applied_seq),
    contactedAtUtcMs: row.contacted_at_utc,
    pulledAtUtcMs: row.pulled_at_utc,
    clockAheadMs: row.clock_ahead_ms,
    outageSinceUtcMs: row.outage_since_utc,
    isRevoked: row.is_revoked === 1,
    fault: row.fault,
  };
}

function placeOf(epoch: number | null, seq: number | null): JournalPlace | null {
  return epoch === null || seq === null ? null : { epoch, seq };
}

/** Writes a state over the one that is there. The outage's first entry is kept as long as the outage. */
export function stateWriter(db: Database): (patch: Partial<SyncState>) => void {
  const read = chainStateReader(db);
  const save = db.prepare(
    `UPDATE sync_state SET url = @url, ca_file = @caFile, cursor = @cursor, acknowledged_epoch = @acknowledgedEpoch,
       acknowledged_seq = @acknowledgedSeq, anchor = @anchor, applied_epoch = @appliedEpoch, applied_seq = @appliedSeq,
       contacted_at_utc = @contactedAtUtcMs, pulled_at_utc = @pulledAtUtcMs, clock_ahead_ms = @clockAheadMs,
       outage_since_utc = @outageSinceUtcMs, is_revoked = @isRevoked, fault = @fault,
       outage_entry = IIF(@outageSinceUtcMs IS NULL, NULL,
         COALESCE(outage_entry, (SELECT COALESCE(MAX(position), 0) FROM journal)))`,
  );
  return (patch) => {
    const { acknowledged, applied, isRevoked, ...rest } = { ...read.state(), ...patch };
    save.run({
      ...rest,
      acknowledgedEpoch: acknowledged?.epoch ?? null,
      acknowledgedSeq: acknowledged?.seq ?? null,
      appliedEpoch: applied?.epoch ?? null,
      appliedSeq: applied?.seq ?? null,
      isRevoked: isRevoked ? 1 : 0,
    });
  };
}
