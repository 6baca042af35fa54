import type { Database } from 'better-sqlite3';
import type { Authorization } from '../../domain/basket.ts';
import type { JournalEntry } from '../../domain/facts/fact.ts';
import type { Projection } from './projection.ts';

type Types =
  | 'shift.opened'
  | 'shift.closed'
  | 'cash.moved'
  | 'drawer.opened'
  | 'line.voided'
  | 'basket.voided'
  | 'override.made'
  | 'receipt.reprinted'
  | 'staff.locked';

/** Shifts, the cash that moves in them, and what a manager reads about people. */
export function shiftProjection(db: Database): Projection<Types> {
  const openShift = db.prepare(
    `INSERT INTO shift (number, id, business_date, opened_at_utc, opened_by, float_minor, opened_entry)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const closeShift = db.prepare(
    'UPDATE shift SET closed_at_utc = ?, z_number = ?, closed_entry = ? WHERE number = ? AND closed_at_utc IS NULL',
  );
  const moveCash = db.prepare(
    `INSERT INTO cash_move (entry, shift, kind, amount_minor, reason, actor, approved_by, at_utc)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const recordEvent = eventRecorder(db);
  return {
    'shift.opened'({ payload, businessDate, atUtcMs, actor, position }) {
      openShift.run(
        payload.number,
        payload.shiftId,
        businessDate,
        atUtcMs,
        actor,
        payload.floatMinor,
        position,
      );
    },
    'shift.closed'({ payload, atUtcMs, position }) {
      const { changes } = closeShift.run(atUtcMs, payload.zNumber, position, payload.number);
      if (changes !== 1)
        throw new Error(`entry ${position} closes shift ${payload.number}, which is not open`);
    },
    'cash.moved'({ payload, shift, atUtcMs, position }) {
      const { kind, amountMinor, authorization } = payload;
      const { by, approvedBy, reason } = authorization;
      moveCash.run(position, shift, kind, amountMinor, reason, by, approvedBy, atUtcMs);
    },
    'drawer.opened': (entry) => recordEvent(entry, 'drawer-open', 0, entry.payload.authorization, null),
    'line.voided': (entry) =>
      recordEvent(
        entry,
        'line-void',
        entry.payload.totalMinor,
        entry.payload.authorization,
        entry.payload.name,
      ),
    'basket.voided': (entry) =>
      recordEvent(entry, 'basket-void', entry.payload.totalMinor, entry.payload.authorization, null),
    'override.made'(entry) {
      const { kind, beforeMinor, afterMinor, authorization } = entry.payload;
      recordEvent(entry, kind, beforeMinor - afterMinor, authorization, entry.payload.lineId);
    },
    'receipt.reprinted': (entry) =>
      recordEvent(entry, 'reprint', 0, ownAuthorization(entry), entry.payload.receiptNumber),
    'staff.locked': (entry) =>
      recordEvent(entry, 'sign-in-lock', 0, ownAuthorization(entry), entry.payload.staffId),
  };
}

function ownAuthorization(entry: JournalEntry): Authorization {
  return { by: entry.actor, approvedBy: entry.actor, reason: null };
}

function eventRecorder(db: Database) {
  const insert = db.prepare(
    `INSERT INTO till_event (entry, shift, business_date, kind, amount_minor, actor, approved_by, reason, subject)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return (
    entry: JournalEntry,
    kind: string,
    amountMinor: number,
    authorization: Authorization,
    subject: string | null,
  ): void => {
    const { by, approvedBy, reason } = authorization;
    insert.run(
      entry.position,
      entry.shift,
      entry.businessDate,
      kind,
      amountMinor,
      by,
      approvedBy,
      reason,
      subject,
    );
  };
}
