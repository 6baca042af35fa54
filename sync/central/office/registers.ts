import type { PoolClient } from 'pg';
import { z } from 'zod';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { createKeyCode } from '../enrolment-codes.ts';
import { releaseFork, revokeRegister } from '../registers.ts';
import { noteAudit } from './audit.ts';
import type { IssuedCode } from './codes.ts';
import type { OfficeError } from './office-error.ts';
import { pageOf } from './page-of-rows.ts';
import { change, procedure } from './procedure.ts';
import { maySeeShop, type Caller } from './rights.ts';

export interface RegisterShown {
  readonly id: string;
  readonly shop: string;
  readonly shopName: string;
  readonly till: string;
  readonly state: 'active' | 'revoked' | 'forked';
  readonly program: string;
  readonly machine: string;
  readonly enrolledAtUtcMs: number;
  readonly contactedAtUtcMs: number;
  /** What the register said that it had left to send. */
  readonly waitingEntries: number;
  readonly waitingOldestAtUtcMs: number | null;
  /** Entries that central has, and those of them that are not in members' figures yet. */
  readonly entryCount: number;
  readonly unappliedEntries: number;
  readonly clockAheadMs: number | null;
  /** Active, and not heard for minutes. */
  readonly isQuiet: boolean;
  readonly isClockWrong: boolean;
  readonly openExceptions: number;
  /** The last day that it closed, compared; null before the first. */
  readonly day: { readonly businessDate: string; readonly status: 'equal' | 'differs' | 'waiting' } | null;
}

/** A register asks for what has changed every few seconds. */
const QUIET_MS = 5 * 60_000;
/** Less than this comes of the way there and back. */
const CLOCK_RIGHT_MS = 60_000;
const PAGE_ROWS = 100;

const place = z.strictObject({ isRevoked: z.boolean(), shop: z.string(), till: z.string() });
/** Where a page of registers ended. */
export type RegisterPlace = z.infer<typeof place>;

const REGISTERS = `SELECT r.id, r.shop, s.name AS "shopName", r.till_code AS till, r.state, r.program, r.machine,
  r.enrolled_at_utc_ms AS "enrolledAtUtcMs", r.contacted_at_utc_ms AS "contactedAtUtcMs",
  r.waiting_entries AS "waitingEntries", r.waiting_oldest_at_utc_ms AS "waitingOldestAtUtcMs",
  r.entry_count AS "entryCount", r.clock_ahead_ms AS "clockAheadMs", r.state = 'revoked' AS "isRevoked",
  r.state = 'active' AND r.contacted_at_utc_ms < $2::bigint - ${QUIET_MS} AS "isQuiet",
  r.state <> 'revoked' AND coalesce(abs(r.clock_ahead_ms) >= ${CLOCK_RIGHT_MS}, false) AS "isClockWrong",
  coalesce(CASE WHEN a.epoch = r.epoch THEN r.seq - a.seq ELSE r.seq END, 0) AS "unappliedEntries",
  (SELECT count(*) FROM exception e WHERE e.register = r.id AND e.resolved_at_utc_ms IS NULL) AS "openExceptions",
  (SELECT json_build_object('businessDate', d.business_date, 'status', d.status) FROM closed_day d
   WHERE d.register = r.id ORDER BY d.epoch DESC, d.z_number DESC LIMIT 1) AS day
  FROM register r JOIN shop s ON s.code = r.shop LEFT JOIN applied a ON a.register = r.id
  WHERE ($1::text[] IS NULL OR r.shop = ANY ($1)) AND ($3::text IS NULL OR r.shop = $3)`;
const NEEDS_LOOKING_AT = `state = 'forked' OR "isQuiet" OR "isClockWrong" OR (NOT "isRevoked" AND day ->> 'status' = 'differs')`;

/** A page of registers by shop and till, those that were revoked last, and how many there are of each shop's or all. */
const list = procedure(
  null,
  z.strictObject({
    shop: z.string().max(64).nullable(),
    /** Those alone that somebody should look at. */
    isOddOnly: z.boolean(),
    /** The last of the page before; null for the first page. */
    after: place.nullable(),
  }),
  async ({ pool, nowUtcMs }, { shops }, { shop, isOddOnly, after }) => {
    const now = nowUtcMs();
    const { rows: found } = await pool.query<RegisterShown & { isRevoked: boolean }>(
      `WITH registers AS (${REGISTERS})
       SELECT * FROM registers WHERE (NOT $4 OR ${NEEDS_LOOKING_AT})
         AND ($5::boolean IS NULL OR ("isRevoked", shop, till) > ($5, $6, $7))
       ORDER BY "isRevoked", shop, till LIMIT ${PAGE_ROWS + 1}`,
      [shops, now, shop, isOddOnly, after?.isRevoked, after?.shop, after?.till],
    );
    const { rows: counted } = await pool.query<{ all: number; odd: number }>(
      `WITH registers AS (${REGISTERS})
       SELECT count(*) AS all, count(*) FILTER (WHERE ${NEEDS_LOOKING_AT}) AS odd FROM registers`,
      [shops, now, shop],
    );
    const page = pageOf(found, PAGE_ROWS, ({ isRevoked, shop: code, till }) => ({
      isRevoked,
      shop: code,
      till,
    }));
    return ok({ nowUtcMs: now, ...page, count: counted[0]!.all, oddCount: counted[0]!.odd });
  },
);

const REASON_MAX_LENGTH = 200;
const reasoned = z.strictObject({ id: z.uuid(), reason: z.string().trim().max(REASON_MAX_LENGTH) });

/**
 * A register that is lost or was stolen, or leaves: what it asks next is answered `revoked`, upon which it wipes what it knows of the
 * chain. It may still send what it has sold. There is no way back: the machine is enrolled anew under another number.
 */
const revoke = procedure('registers-manage', reasoned, (office, caller, { id, reason }) =>
  change(office, async (client) => {
    const found = await lockRegister(client, caller, id, reason);
    if (!found.ok) return found;
    if (!(await revokeRegister(client, id, office.nowUtcMs()))) return fail({ code: 'already-revoked' });
    const { subject, shop, before } = found.value;
    await noteAudit(client, caller, { action: 'register-revoked', subject, shop, before, after: { reason } });
    return ok(null);
  }),
);

/** Takes entries again of a register whose journal had two ends, once somebody has found out how that came about. */
const release = procedure('registers-manage', reasoned, (office, caller, { id, reason }) =>
  change(office, async (client) => {
    const found = await lockRegister(client, caller, id, reason);
    if (!found.ok) return found;
    if (!(await releaseFork(client, id))) return fail({ code: 'gone' });
    const { subject, shop, before } = found.value;
    await noteAudit(client, caller, {
      action: 'register-released',
      subject,
      shop,
      before,
      after: { reason },
    });
    return ok(null);
  }),
);

/** Long enough to be typed at the till that lost its key, and no longer. */
const KEY_CODE_LIFE_MS = 24 * 3_600_000;

/**
 * A code by which this very register takes another key: its machine or its key file is gone, and what it asks is signed with a key
 * that central does not know. Nothing changes until the code is used.
 */
const newKey = procedure('registers-manage', reasoned, (office, caller, { id, reason }) =>
  change(office, async (client): Promise<Result<IssuedCode, OfficeError>> => {
    const found = await lockRegister(client, caller, id, reason);
    if (!found.ok) return found;
    const { subject, shop, till, before } = found.value;
    if (before.state === 'revoked') return fail({ code: 'already-revoked' });
    const now = office.nowUtcMs();
    const expiresAtUtcMs = now + KEY_CODE_LIFE_MS;
    const wanted = { registerId: id, shop, tillCode: till, expiresAtUtcMs, createdBy: caller.name };
    const code = await createKeyCode(client, wanted, now);
    await noteAudit(client, caller, { action: 'key-code-issued', subject, shop, after: { reason } });
    return ok({ shop, till, code, expiresAtUtcMs });
  }),
);

export const registerProcedures = {
  'registers.list': list,
  'registers.new-key': newKey,
  'registers.revoke': revoke,
  'registers.release': release,
};

interface LockedRegister {
  /** What the audit calls it. */
  readonly subject: string;
  readonly shop: string;
  readonly till: string;
  readonly before: { readonly state: string };
}

/** A register that the caller may change; nobody else changes it until the transaction ends. */
async function lockRegister(
  client: PoolClient,
  caller: Caller,
  id: string,
  reason: string,
): Promise<Result<LockedRegister, OfficeError>> {
  if (reason === '') return fail({ code: 'reason-missing' });
  const { rows } = await client.query<{ shop: string; till: string; state: string }>(
    'SELECT shop, till_code AS till, state FROM register WHERE id = $1 FOR UPDATE',
    [id],
  );
  const [register] = rows;
  if (!register) return fail({ code: 'gone' });
  const { shop, till, state } = register;
  if (!maySeeShop(caller, shop)) return fail({ code: 'other-shop' });
  return ok({ subject: `${shop}-${till}`, shop, till, before: { state } });
}
