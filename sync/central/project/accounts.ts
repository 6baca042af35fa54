import { publish, type Published } from '../changes.ts';
import type { Queryable } from '../database.ts';
import { settlePoints } from './account-exceptions.ts';
import { accountNow } from './account-of-state.ts';
import { columnsOf } from './columns.ts';
import { foldMember, foldNext, type Folded } from './fold-member.ts';
import { readEvents, readPeople, type EventOfMember, type Person } from './member-history.ts';
import { readState, storeState, type StoredState } from './member-state.ts';
import { readRulebook } from './read-rulebook.ts';
import type { Rulebook } from './rulebook.ts';

/** Whom to reckon anew. */
export interface Refolding {
  /** Events that are stored already and in no state yet. */
  readonly added: readonly EventOfMember[];
  /** Members who need all of their events, because somebody became them, or they became known. */
  readonly whole: readonly string[];
}

/**
 * Brings points and tiers up to date with events, and tells registers. An entry of somebody who became another counts for that
 * other; of somebody who is not known it waits, and says so.
 */
export async function refoldMembers(
  client: Queryable,
  { added, whole }: Refolding,
  nowUtcMs: number,
): Promise<void> {
  const named = [...new Set([...added.map(({ memberId }) => memberId), ...whole])];
  if (named.length === 0) return;
  const people = await readPeople(client, named);
  const currentOf = (id: string) => people.get(id)?.currentId ?? id;
  const ids = [...new Set(named.map(currentOf))].sort();
  const rules = await readRulebook(client);
  const states = await lockStates(client, ids);
  const news = Map.groupBy(added, ({ memberId }) => currentOf(memberId));
  const wholeIds = new Set(whole.map(currentOf));
  const results = new Map<string, Folded>();
  for (const id of ids) {
    const state = states.get(id);
    if (state === undefined || wholeIds.has(id)) continue;
    const next = foldNext(state, news.get(id) ?? [], rules);
    if (next) results.set(id, next);
  }
  const rest = ids.filter((id) => !results.has(id));
  const histories = await readEvents(client, rest);
  for (const id of rest) results.set(id, foldMember(histories.get(id) ?? [], rules));
  await saveStates(client, results, people, rules, nowUtcMs);
  // Of members whose new events were only added, nothing that was said before can have changed.
  const again = rest.flatMap((id) => histories.get(id) ?? []);
  const seen = new Map([...news, ...histories]);
  await settlePoints(client, again, seen, results, people, nowUtcMs);
}

/** What time alone changes by now: points that end or become active, tiers that are reviewed. Returns how many members it was. */
export async function refreshDue(client: Queryable, nowUtcMs: number, membersMax: number): Promise<number> {
  const { rows } = await client.query<{ member: string; state: string }>(
    `SELECT member, state FROM member_state WHERE next_at_utc_ms <= $1
     ORDER BY next_at_utc_ms, member LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [nowUtcMs, membersMax],
  );
  if (rows.length === 0) return 0;
  const rules = await readRulebook(client);
  const people = await readPeople(
    client,
    rows.map(({ member }) => member),
  );
  const results = rows.map(({ member, state }): [string, Folded] => [
    member,
    { state: readState(JSON.parse(state) as StoredState), bookings: [], overdrafts: [] },
  ]);
  await saveStates(client, new Map(results), people, rules, nowUtcMs);
  return rows.length;
}

/** Locks members, in the order of their ids; one without a state has none that is known. */
async function lockStates(client: Queryable, ids: readonly string[]) {
  await client.query(
    `INSERT INTO member_state (member, state) SELECT id, '' FROM unnest($1::uuid[]) AS id ON CONFLICT DO NOTHING`,
    [ids],
  );
  const { rows } = await client.query<{ member: string; state: string }>(
    'SELECT member, state FROM member_state WHERE member = ANY ($1) ORDER BY member FOR UPDATE',
    [ids],
  );
  return new Map(
    rows
      .filter(({ state }) => state !== '')
      .map(({ member, state }) => [member, readState(JSON.parse(state) as StoredState)]),
  );
}

async function saveStates(
  client: Queryable,
  results: ReadonlyMap<string, Folded>,
  people: ReadonlyMap<string, Person>,
  rules: Rulebook,
  nowUtcMs: number,
): Promise<void> {
  const rows = [...results].map(([id, { state }]) => {
    // A clock that stood ahead once has told of times that are still to come.
    const now = Math.max(nowUtcMs, state.at?.atUtcMs ?? 0);
    return { id, state, ...accountNow(state, now, rules) };
  });
  await client.query(
    `UPDATE member_state SET state = saved.state, next_at_utc_ms = saved.next_at_utc_ms
     FROM unnest($1::uuid[], $2::text[], $3::bigint[]) AS saved (member, state, next_at_utc_ms)
     WHERE member_state.member = saved.member`,
    columnsOf(
      rows,
      ({ id }) => id,
      ({ state }) => JSON.stringify(storeState(state)),
      ({ nextAtUtcMs }) => nextAtUtcMs,
    ),
  );
  const known = new Set(
    [...people.values()].filter(({ isErased }) => !isErased).map(({ currentId }) => currentId),
  );
  const changes = rows
    .filter(({ id }) => known.has(id))
    .map(({ id, account }): Published => ({ scope: 'account', key: id, shop: null, value: account }));
  await publish(client, changes, nowUtcMs);
}
