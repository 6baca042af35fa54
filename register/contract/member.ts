import { type } from '@orpc/contract';
import { z } from 'zod';
import { consentKinds } from '../../domain/facts/member-facts.ts';
import type { MaskedMember, Member } from '../../domain/members/member.ts';
import type { FoundMember } from '../use-cases/find-members.ts';
import type { NamesakeRow } from '../use-cases/import-member-row.ts';
import type { MemberImportSummary } from '../use-cases/import-members.ts';
import type { RejectedRow } from '../use-cases/import-products.ts';
import type { RegistrationOutcome } from '../use-cases/register-member.ts';
import { answers, streams, type DocumentFile, type TaskEvent } from './answer.ts';
import { approval, freeText, language, nothing, path, scanned } from './fields.ts';

export type MemberImportCounts = Omit<MemberImportSummary, 'rejected' | 'namesakes'> & {
  readonly rejectedCount: number;
  readonly namesakeCount: number;
};

/** The rows that were left out, and those that may be somebody who is there, come before the end, in portions. */
export type MemberImportEvent =
  | TaskEvent<'read' | 'write', MemberImportCounts>
  | { readonly state: 'rejected'; readonly rows: readonly RejectedRow[] }
  | { readonly state: 'namesakes'; readonly rows: readonly NamesakeRow[] };

const memberId = z.string().min(1).max(64);
const card = z.string().min(1).max(80);

/** Long texts are refused by the use case with a sentence. */
const entry = {
  name: freeText.nullable().optional(),
  phone: freeText.nullable().optional(),
  birthday: freeText.nullable().optional(),
  email: freeText.nullable().optional(),
  note: freeText.nullable().optional(),
  consents: z
    .array(z.strictObject({ kind: z.enum(consentKinds), isGiven: z.boolean() }))
    .max(consentKinds.length)
    .optional(),
};

/** Who the shop's members are. Every answer is masked but those of `reveal` and `export`, which take a right. */
export const memberContract = {
  /** By whole phone or its last digits, number, card, the code on a screen, name, pinyin, initials. */
  find: answers<FoundMember[]>().input(z.strictObject({ text: scanned, limit: z.int().min(1).max(50) })),
  read: answers<MaskedMember>().input(z.strictObject({ memberId })),
  /** A name or a phone suffices. Who is a member already comes back instead of being registered again. */
  register: answers<RegistrationOutcome>().input(
    z.strictObject({
      ...entry,
      cards: z.array(card).max(20).optional(),
      isSomebodyElse: z.boolean().optional(),
      approval: approval.optional(),
    }),
  ),
  /** What is left out stays, null takes away. */
  change: answers<MaskedMember>().input(
    z.strictObject({ ...entry, memberId, approval: approval.optional() }),
  ),
  addCard: answers<MaskedMember>().input(z.strictObject({ memberId, card, approval: approval.optional() })),
  removeCard: answers<MaskedMember>().input(
    z.strictObject({ memberId, card, approval: approval.optional() }),
  ),
  /** Everything of the first is the second's from here on. */
  merge: answers<MaskedMember>().input(
    z.strictObject({ fromMemberId: memberId, intoMemberId: memberId, approval: approval.optional() }),
  ),
  reveal: answers<Member>().input(z.strictObject({ memberId, approval: approval.optional() })),
  /** A copy for the member: JSON. */
  export: answers<DocumentFile>().input(z.strictObject({ memberId, approval: approval.optional() })),
  /** Cannot be undone; takes a reason. */
  erase: answers<null>().input(z.strictObject({ memberId, approval })),
  /** A file on this machine, by its full path. Once begun it goes on to its end, watched or not. */
  importMembers: streams(type<MemberImportEvent>()).input(
    z.strictObject({ path, language, approval: approval.optional() }),
  ),
  /** A new code for the members' key, in place of an earlier one: shown this once. */
  makeRecoveryCode: answers<string>().input(z.strictObject({ approval: approval.optional() })),
  /** Gives this till the key back that its members are sealed under. */
  enterRecoveryCode: answers<null>().input(
    z.strictObject({ recoveryCode: z.string().max(200), approval: approval.optional() }),
  ),
  keyState: answers<'ready' | 'missing' | 'foreign' | 'none'>().input(nothing),
};
