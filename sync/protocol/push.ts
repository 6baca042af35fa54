import { z } from 'zod';
import { PUSH_ENTRIES_MAX } from './limits.ts';
import { base64, clockDay, clockMs, count, sha256Hex, shortText, utcMs, uuid } from './fields.ts';

/** An entry as it lies in the register's journal: `docs/journal.md` says what `hash` is over. */
export const wireEntry = z.object({
  epoch: z.int().min(1),
  seq: z.int().min(1),
  id: uuid,
  type: z.string().min(1).max(64),
  schema: z.int().min(1),
  /** The register's clock, and its zone's offset then. */
  atUtcMs: clockMs,
  utcOffsetMinutes: z.int(),
  businessDate: clockDay,
  shift: count,
  actor: shortText,
  /** The stored bytes, as text: canonical JSON. It is text because its hash is over these bytes. */
  payload: z.string().max(1_048_576),
  prevHash: sha256Hex,
  hash: sha256Hex,
});
export type WireEntry = z.infer<typeof wireEntry>;

/** A place in a register's journal. */
export const journalPlace = z.object({ epoch: z.int().min(1), seq: z.int().min(0) });
export type JournalPlace = z.infer<typeof journalPlace>;

/** `POST /v1/push`, its body gzipped. Entries in order, without gaps, of one epoch after the other. */
export const pushRequest = z.object({
  entries: z.array(wireEntry).min(1).max(PUSH_ENTRIES_MAX),
  /**
   * The salts of members that entries here register or change, by member id: base64 of 16 bytes. With the chain's data key a
   * salt opens what is sealed for its member, and it is no part of the journal, so that an erasure can destroy it.
   */
  salts: z.record(uuid, base64.max(32)),
  /** What is left after these, for the list of registers. */
  waiting: z.object({ entries: count, oldestAtUtcMs: clockMs.min(0).nullable() }),
  /** The register's clock as the request leaves it: central says how far it is off. */
  sentAtUtcMs: clockMs,
});
export type PushRequest = z.infer<typeof pushRequest>;

/**
 * `stored`: all are durable, and were before this was answered; those that central had already are among them. `expected`: the
 * first one comes after a gap; go on from `next`, which is before it. `fork`: central has another entry in a place of these, or
 * none because it went on in a later epoch, or one whose hash does not follow; nothing was stored, the register's later entries are refused until a person at
 * central has looked, and the register keeps selling and keeps them.
 */
export const pushAnswer = z.object({
  status: z.enum(['stored', 'expected', 'fork']),
  /** The last entry that central has durably; null for none. */
  acknowledged: journalPlace.nullable(),
  /** Base64 of central's Ed25519 signature over `epoch:seq:hash` of the acknowledged entry: it anchors the chain. */
  anchor: base64.max(200).nullable(),
  /** Where to go on, for `expected` and `fork`. */
  next: journalPlace.nullable(),
  /** Of these entries, how many were there before. */
  duplicates: count,
  centralUtcMs: utcMs,
});
export type PushAnswer = z.infer<typeof pushAnswer>;

/** `GET /v1/journal?epoch=E&after=SEQ`: a register's own acknowledged entries, for one that was restored from an older backup. */
export const journalAnswer = z.object({
  entries: z.array(wireEntry).max(PUSH_ENTRIES_MAX),
  salts: z.record(uuid, base64.max(32)),
  isMore: z.boolean(),
});
export type JournalAnswer = z.infer<typeof journalAnswer>;
