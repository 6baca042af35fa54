import type { PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { businessDateAt } from '../../../domain/business-date.ts';
import { consentKinds, type Consent } from '../../../domain/facts/member-facts.ts';
import { changeConsents, readCards, readProfile } from '../../../domain/members/member-entry.ts';
import { emptyProfile, type MemberProfile } from '../../../domain/members/member.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { SALT_BYTES } from '../../../seal/member-seal.ts';
import { randomPiece } from '../../../seal/random-piece.ts';
import { numberFor } from '../project/member-duplicates.ts';
import { bytesOf, lockMembers } from '../project/member-registry.ts';
import { writeOfficeMembers, type WrittenMember } from '../project/office-members.ts';
import { noteAudit } from './audit.ts';
import { chainHome } from './chain-facts.ts';
import { findMember, membersNamed, type KnownMember } from './member-search.ts';
import type { OfficeError } from './office-error.ts';
import { change, procedure, type Office } from './procedure.ts';

const TEXT_MAX_LENGTH = 300;
const CARDS_TYPED_MAX = 100;
const text = z.string().max(TEXT_MAX_LENGTH).nullable().optional();

/** What is to be different; what is left out stays, null takes it away. */
const memberEntry = z.strictObject({
  name: text,
  phone: text,
  birthday: text,
  email: text,
  note: text,
  cards: z.array(z.string().max(TEXT_MAX_LENGTH)).max(CARDS_TYPED_MAX).optional(),
  consents: z.array(z.strictObject({ kind: z.enum(consentKinds), isGiven: z.boolean() })).optional(),
});
type MemberEntry = z.infer<typeof memberEntry>;

/** What of a member may be changed. */
interface Written {
  readonly profile: MemberProfile;
  readonly cards: readonly string[];
  readonly consents: readonly Consent[];
}

/**
 * Changes who a member is. Registers hear of it, sealed as ever; what a till changes later holds over this. The audit keeps which
 * fields it was, not what stands in them.
 */
const changeMember = procedure(
  'members-manage',
  memberEntry.extend({ memberId: z.uuid() }),
  (office, caller, { memberId, ...entry }) =>
    change(office, async (client) => {
      // Nobody else takes the phone or a card meanwhile, nor changes the member.
      await lockMembers(client, 'change');
      const member = await findMember(office, client, memberId);
      if (!member) return fail({ code: 'gone' });
      const { profile, salt } = member;
      if (!profile || !salt) return fail({ code: 'member-sealed' });
      const consents = JSON.parse(member.consents) as Consent[];
      const before: Written = { profile, cards: member.cards, consents };
      const after = await readEntry(office, client, member, before, entry);
      if (!after.ok) return after;
      const fields = changedFields(before, after.value);
      if (fields.length === 0) return ok(null);
      // Another server's clock may stand ahead of this one's: what is told last is what holds.
      const now = Math.max(office.nowUtcMs(), member.toldAtUtcMs + 1);
      await write(office, client, { ...member, salt }, after.value, now);
      await noteAudit(client, caller, {
        action: 'member-changed',
        subject: member.number,
        after: { fields, ...(fields.includes('consents') && { consents: givenOf(after.value) }) },
      });
      return ok(null);
    }),
);

/** Makes somebody a member, with a number of central's; a phone or a card that is a member's already is refused. */
const addMember = procedure('members-manage', memberEntry, (office, caller, entry) =>
  change(office, async (client) => {
    await lockMembers(client, 'change');
    const memberId = uuidv7();
    const number = await freeNumber(office, client, memberId);
    const nobody: Written = { profile: emptyProfile, cards: [], consents: [] };
    const read = await readEntry(office, client, { memberId, number }, nobody, entry);
    if (!read.ok) return read;
    const now = office.nowUtcMs();
    const added = { memberId, number, salt: randomPiece(SALT_BYTES), joinedAtUtcMs: now };
    await write(office, client, added, read.value, now);
    const fields = changedFields(nobody, read.value);
    await noteAudit(client, caller, { action: 'member-added', subject: number, after: { fields } });
    return ok({ memberId });
  }),
);

export const changeProcedures = { 'members.change': changeMember, 'members.add': addMember };

async function freeNumber(office: Office, client: PoolClient, memberId: string): Promise<string> {
  for (let attempt = 0; ; attempt += 1) {
    const number = numberFor(memberId, attempt);
    const named = await membersNamed(office, client, { codes: [number], phones: [] });
    if (named.length === 0) return number;
  }
}

/** What is asked in the form in which it is kept, where nobody else has the phone or one of the cards. */
async function readEntry(
  office: Office,
  client: PoolClient,
  { memberId, number }: Pick<KnownMember, 'memberId' | 'number'>,
  before: Written,
  { cards: written, consents = [], ...entry }: MemberEntry,
): Promise<Result<Written, OfficeError>> {
  const home = await chainHome(client);
  const now = office.nowUtcMs();
  const today = businessDateAt(now, home.zone, 0);
  const profile = readProfile(entry, { home, today }, before.profile);
  if (!profile.ok) return fail({ code: 'member-entry', fault: profile.error });
  const read = readCards(written ?? before.cards);
  if (!read.ok) return fail({ code: 'member-entry', fault: read.error });
  const cards = read.value.filter((card) => card !== number);
  const { phone } = profile.value;
  const named = await membersNamed(office, client, { codes: cards, phones: phone === null ? [] : [phone] });
  const others = named.filter((each) => each.memberId !== memberId);
  const samePhone = others.find((other) => phone !== null && other.profile?.phone === phone);
  if (samePhone)
    return fail({
      code: 'member-entry',
      fault: { code: 'member-phone-taken', number: samePhone.number },
    });
  for (const card of cards) {
    const holder = others.find((other) => other.number === card || other.cards.includes(card));
    if (holder) {
      const fault = { code: 'member-card-taken', card, number: holder.number } as const;
      return fail({ code: 'member-entry', fault });
    }
  }
  return ok({ profile: profile.value, cards, consents: changeConsents(before.consents, consents, now) });
}

const profileFields = ['name', 'phone', 'birthday', 'email', 'note'] as const;

function changedFields(before: Written, after: Written): string[] {
  const lists = (['cards', 'consents'] as const).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
  return [...profileFields.filter((field) => before.profile[field] !== after.profile[field]), ...lists];
}

function givenOf({ consents }: Written): string[] {
  return consents.filter(({ isGiven }) => isGiven).map(({ kind }) => kind);
}

async function write(
  { seal }: Office,
  client: PoolClient,
  member: Pick<WrittenMember, 'memberId' | 'number' | 'salt' | 'joinedAtUtcMs'>,
  { profile, cards, consents }: Written,
  nowUtcMs: number,
): Promise<void> {
  const { memberId, number, salt, joinedAtUtcMs } = member;
  const sealed = seal.seal({ id: bytesOf(memberId), salt }, profile).toString('base64');
  const written = { memberId, number, sealed, salt, cards, consents, joinedAtUtcMs, opening: null };
  await writeOfficeMembers(client, seal, [written], nowUtcMs);
}
