import type { Queryable } from '../database.ts';
import { columnsOf } from './columns.ts';
import { foldMember, type Folded } from './fold-member.ts';
import type { MemberEvent, MemberEventBody } from './member-event.ts';
import { readRulebook } from './read-rulebook.ts';

/** An event under the id that its entry names. */
export interface EventOfMember extends MemberEvent {
  readonly memberId: string;
}

/** Keeps events under the ids that their entries name. */
export async function insertEvents(client: Queryable, events: readonly EventOfMember[]): Promise<void> {
  if (events.length === 0) return;
  await client.query(
    `INSERT INTO member_event (member, at_utc_ms, register, epoch, seq, place, day, zone, body)
     SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::integer[], $5::integer[], $6::integer[], $7::text[],
       $8::text[], $9::text[])`,
    columnsOf(
      events,
      ({ memberId }) => memberId,
      ({ at }) => at.atUtcMs,
      ({ at }) => at.registerId,
      ({ at }) => at.epoch,
      ({ at }) => at.seq,
      ({ at }) => at.place,
      ({ day }) => day,
      ({ zone }) => zone,
      ({ body }) => JSON.stringify(body),
    ),
  );
}

/** All events of members, and of those who became them. */
export async function readEvents(
  client: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, EventOfMember[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await client.query<{
    owner: string;
    member: string;
    atUtcMs: number;
    register: string;
    epoch: number;
    seq: number;
    place: number;
    day: string;
    zone: string;
    body: string;
  }>(
    `SELECT coalesce(into_id, member) AS owner, member, at_utc_ms AS "atUtcMs", register, epoch, seq, place, day, zone, body
     FROM member_event LEFT JOIN member AS former ON former.id = member_event.member
     WHERE member = ANY (SELECT id FROM unnest($1::uuid[]) AS id
       UNION ALL SELECT member.id FROM member WHERE into_id = ANY ($1))
     ORDER BY at_utc_ms, register, epoch, seq, place`,
    [ids],
  );
  const events = rows.map(({ owner, member, atUtcMs, register, epoch, seq, place, day, zone, body }) => ({
    owner,
    memberId: member,
    at: { atUtcMs, registerId: register, epoch, seq, place },
    day,
    zone,
    body: JSON.parse(body) as MemberEventBody,
  }));
  return Map.groupBy(events, ({ owner }) => owner);
}

/** Who somebody is by now; without a row here they are not known. Of whom was erased registers are told nothing. */
export interface Person {
  readonly id: string;
  readonly currentId: string;
  readonly isErased: boolean;
}

export async function readPeople(
  client: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Person>> {
  const { rows } = await client.query<Person>(
    `SELECT id, coalesce(into_id, id) AS "currentId", false AS "isErased" FROM member WHERE id = ANY ($1)
     UNION ALL SELECT id, id, true FROM erased_member WHERE id = ANY ($1)`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** A member's history with what each event booked, as a statement shows it. */
export async function readHistory(client: Queryable, memberId: string): Promise<Folded> {
  const people = await readPeople(client, [memberId]);
  const id = people.get(memberId)?.currentId ?? memberId;
  const events = await readEvents(client, [id]);
  return foldMember(events.get(id) ?? [], await readRulebook(client));
}
