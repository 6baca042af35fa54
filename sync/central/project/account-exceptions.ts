import type { Queryable } from '../database.ts';
import { settleExceptions, type ExceptionPlace, type RaisedException } from './exceptions.ts';
import type { Folded } from './fold-member.ts';
import type { Overdraft } from './folding.ts';
import { comparePlaces } from './member-event.ts';
import type { EventOfMember, Person } from './member-history.ts';

/** Opens what is overdrawn, and what is of nobody; settles what is not any more. */
export async function settlePoints(
  client: Queryable,
  looked: readonly EventOfMember[],
  seen: ReadonlyMap<string, readonly EventOfMember[]>,
  results: ReadonlyMap<string, Folded>,
  people: ReadonlyMap<string, Person>,
  nowUtcMs: number,
): Promise<void> {
  const places = looked.filter(isOfTill).flatMap(({ at }): ExceptionPlace[] => {
    const place = { register: at.registerId, epoch: at.epoch, seq: at.seq };
    return [
      { kind: 'points-overdrawn', ...place },
      { kind: 'member-unknown', ...place },
    ];
  });
  const found: RaisedException[] = [];
  const known = new Set([...people.values()].map(({ currentId }) => currentId));
  for (const [id, events] of seen) {
    const overdrafts = results.get(id)?.overdrafts ?? [];
    found.push(...overdrafts.map((overdraft) => overdrawn(overdraft, events)));
    if (known.has(id)) continue;
    for (const { memberId, at } of events.filter(isOfTill)) {
      const { registerId: register, epoch, seq, atUtcMs } = at;
      const place = { register, epoch, seq, atUtcMs };
      found.push({ kind: 'member-unknown', ...place, subject: memberId, amountMinor: 0, points: 0 });
    }
  }
  await settleExceptions(client, places, found, nowUtcMs);
}

function isOfTill({ body }: EventOfMember): boolean {
  return body.kind === 'sale' || body.kind === 'reversal';
}

function overdrawn(
  { at, points, amountMinor }: Overdraft,
  events: readonly EventOfMember[],
): RaisedException {
  const { registerId: register, epoch, seq, atUtcMs } = at;
  const event = events.find((each) => comparePlaces(each.at, at) === 0);
  const subject = event?.body.kind === 'sale' ? event.body.memberNumber : '';
  return { kind: 'points-overdrawn', register, epoch, seq, subject, atUtcMs, amountMinor, points };
}
