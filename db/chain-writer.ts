import type { Database } from 'better-sqlite3';
import type { CentralAccount } from '../domain/chain/central-account.ts';
import type { CentralException } from '../domain/chain/central-exception.ts';
import type { OfflinePolicy } from '../domain/chain/offline-policy.ts';
import { canonicalJson } from '../domain/facts/canonical-json.ts';
import { accountColumns, accountRow } from './central-account-row.ts';
import { leaseWriter, type LeaseWriter } from './chain-leases.ts';
import { stateWriter, type SyncState } from './chain-state.ts';
import { receiptSaver, type FetchedReceipt } from './fetched-receipts.ts';
import { bytesOfId } from './member-row.ts';

/** A coupon as central has it: `useCount` without what this till used since. */
export interface CentralCoupon {
  readonly code: string;
  readonly ruleId: string;
  readonly memberId: string | null;
  readonly expiresOn: string | null;
  readonly useCount: number;
  readonly isVoided: boolean;
}

/** What of a rule was used: `memberId` and `businessDate` are empty for all. Minor units. */
export interface CentralRuleUse {
  readonly uses: number;
  readonly amountMinor: number;
}

/** Keeps what central says, inside a commit. Null takes it away; writing the same twice does no harm. */
export interface ChainWriter extends LeaseWriter {
  saveState(patch: Partial<SyncState>): void;
  saveAccount(memberId: string, account: CentralAccount | null): void;
  saveCoupon(couponId: string, coupon: CentralCoupon | null): void;
  /** The key is `RULE|MEMBER|DAY`, as it comes over the wire; one that is not of this form throws. */
  saveRuleUse(key: string, use: CentralRuleUse | null): void;
  /** Keeps what central sent of another till's sale, for as long as it may be on a counter. */
  saveReceipt(receipt: FetchedReceipt, nowUtcMs: number): void;
  saveException(id: string, exception: CentralException | null): void;
  /** Null falls back to the strictest. */
  savePolicy(policy: OfflinePolicy | null): void;
  /** All the ids that a member had before members were made one. */
  saveAliases(memberId: string, formerIds: readonly string[]): void;
  /** Forgets what central said of members and rules, and where the feed stood: before it is taken afresh, or for good. */
  forget(): void;
}

const RULE_USE_KEY = /^(?<ruleId>.+)\|(?<memberId>[^|]*)\|(?<businessDate>[^|]*)$/s;

/** `onChange` is called before anything that prices or a member's figures depend on is written. */
export function chainWriter(db: Database, onChange: () => void): ChainWriter {
  const saveState = stateWriter(db);
  const savePolicy = db.prepare('UPDATE sync_state SET policy = ?');
  const saveException = db.prepare(
    `INSERT INTO central_exception (id, at_utc, is_resolved, body) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET at_utc = excluded.at_utc, is_resolved = excluded.is_resolved, body = excluded.body`,
  );
  const dropException = db.prepare('DELETE FROM central_exception WHERE id = ?');
  const saves = centralSaver(db);
  const leases = leaseWriter(db);
  const forgetting = ['account', 'coupon', 'rule_use', 'alias', 'exception'].map((table) =>
    db.prepare(`DELETE FROM central_${table}`),
  );
  const told = <Given extends unknown[]>(save: (...given: Given) => void) => {
    return (...given: Given): void => {
      onChange();
      save(...given);
    };
  };
  return {
    saveState(patch) {
      if ('applied' in patch || 'outageSinceUtcMs' in patch || 'isRevoked' in patch) onChange();
      saveState(patch);
    },
    saveAccount: told(saves.account),
    saveCoupon: told(saves.coupon),
    saveRuleUse: told(saves.ruleUse),
    saveAliases: told(saves.aliases),
    savePolicy: told((policy) => void savePolicy.run(policy && canonicalJson(policy))),
    endLeases: told(leases.endLeases),
    dropLeases: told(leases.dropLeases),
    nextLeaseTurn: leases.nextLeaseTurn,
    saveLease: told(leases.saveLease),
    saveCouponLease: told(leases.saveCouponLease),
    saveReceipt: receiptSaver(db),
    saveException(id, exception) {
      if (!exception) dropException.run(id);
      else {
        const { atUtcMs, isResolved } = exception;
        saveException.run(id, atUtcMs, isResolved ? 1 : 0, canonicalJson(exception));
      }
    },
    forget: told(() => {
      for (const statement of forgetting) statement.run();
      leases.dropLeases('points');
      leases.dropLeases('coupons');
      saveState({ cursor: null, applied: null });
    }),
  };
}

function centralSaver(db: Database) {
  const saveAccount = db.prepare(
    `INSERT OR REPLACE INTO central_account (${accountColumns.join(', ')})
     VALUES (${accountColumns.map(() => '?').join(', ')})`,
  );
  const dropAccount = db.prepare('DELETE FROM central_account WHERE member_id = ?');
  // In place of any other with this code: central has given it to this one.
  const saveCoupon = db.prepare(
    `INSERT OR REPLACE INTO central_coupon (id, code, rule_id, member_id, expires_on, use_count, is_voided)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const dropCoupon = db.prepare('DELETE FROM central_coupon WHERE id = ?');
  const saveUse = db.prepare(
    `INSERT OR REPLACE INTO central_rule_use (rule_id, member_id, business_date, uses, amount_minor)
     VALUES (?, ?, ?, ?, ?)`,
  );
  const dropUse = db.prepare(
    'DELETE FROM central_rule_use WHERE rule_id = ? AND member_id = ? AND business_date = ?',
  );
  const dropAliases = db.prepare('DELETE FROM central_alias WHERE into_id = ?');
  const saveAlias = db.prepare('INSERT OR REPLACE INTO central_alias (member_id, into_id) VALUES (?, ?)');
  return {
    account: (memberId: string, account: CentralAccount | null): void => {
      if (account) {
        const row = accountRow(memberId, account);
        // By place: a million of them come at once, and finding each value by its name takes longer than writing it.
        saveAccount.run(accountColumns.map((column) => row[column]));
      } else dropAccount.run(bytesOfId(memberId));
    },
    coupon: (couponId: string, coupon: CentralCoupon | null): void => {
      if (!coupon) dropCoupon.run(couponId);
      else {
        const { code, ruleId, memberId, expiresOn, useCount, isVoided } = coupon;
        saveCoupon.run(couponId, code, ruleId, memberId, expiresOn, useCount, isVoided ? 1 : 0);
      }
    },
    ruleUse: (key: string, use: CentralRuleUse | null): void => {
      const place = RULE_USE_KEY.exec(key)?.groups;
      if (!place) throw new RangeError(`${key} names no rule, member and day`);
      const at = [place['ruleId'], place['memberId'], place['businessDate']];
      if (use) saveUse.run(...at, use.uses, use.amountMinor);
      else dropUse.run(...at);
    },
    aliases: (memberId: string, formerIds: readonly string[]): void => {
      dropAliases.run(memberId);
      for (const formerId of formerIds) if (formerId !== memberId) saveAlias.run(formerId, memberId);
    },
  };
}
