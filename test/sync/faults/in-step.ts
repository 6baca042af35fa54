import type { Pool } from 'pg';
import { expect } from 'vitest';
import { entryOf, type JournalRow } from '../../../db/journal.ts';
import { balanceOf } from '../../../domain/loyalty/points-lots.ts';
import { loyaltyMoment, memberLoyalty } from '../../../register/use-cases/member-loyalty.ts';
import { hashEntry } from '../../../seal/entry-hash.ts';
import { reproject } from '../../../sync/central/project/reproject.ts';
import { DEADLINE_MS, type FaultChain, type FaultTill } from './fault-chain.ts';

const COMPARED = ['account', 'article', 'coupon', 'member', 'promotion', 'rule-use'] as const;

/** Waits until all is sent, and central says that it is the same: each entry once, without a gap, hash by hash. */
export async function expectSameJournal(
  { central }: { readonly central: { readonly pool: Pool } },
  { till, id }: Pick<FaultTill, 'till' | 'id'>,
): Promise<void> {
  await till.until('all is sent', ({ store }) => store.chain.waiting().entries === 0, DEADLINE_MS);
  const stored = await central.pool.query<{ epoch: number; seq: number; hash: string }>(
    `SELECT epoch, seq, encode(hash, 'hex') AS hash FROM entry WHERE register = $1 ORDER BY epoch, seq`,
    [id],
  );
  const own = till.read(({ store }) => [...store.journal.rows(1)]).filter(isBefore(stored.rows.at(-1)));
  expect(stored.rows).toEqual(
    own.map((row) => ({ epoch: row.epoch, seq: row.seq, hash: hashEntry(row).toString('hex') })),
  );
  till.verify();
}

/** What was pulled since central was asked makes entries too. */
function isBefore(last: { readonly epoch: number; readonly seq: number } | undefined) {
  return ({ epoch, seq }: JournalRow): boolean =>
    last !== undefined && (epoch < last.epoch || (epoch === last.epoch && seq <= last.seq));
}

/**
 * Waits until central has counted everything of every till, and every till has all of central's; what they have is then the same,
 * scope by scope, and was never found to differ.
 */
export async function untilInStep({ tills }: FaultChain): Promise<void> {
  // What differs once is sent again and heals, so it is remembered.
  const differed: string[] = [];
  await expect
    .poll(
      async () => {
        const states = [];
        for (const till of tills) states.push(await compareWithCentral(till, differed));
        const digests = tills.map(digestsOf);
        if (new Set(digests).size > 1) states.push('tills differ from each other');
        return states.filter((state) => state !== 'in step');
      },
      { timeout: DEADLINE_MS, interval: 20 },
    )
    .toEqual([]);
  expect(differed, 'what was found to differ from central').toEqual([]);
}

function digestsOf({ till }: FaultTill): string {
  return till.read(({ store }) => JSON.stringify(COMPARED.map((scope) => store.chain.digest(scope))));
}

async function compareWithCentral({ till, id }: FaultTill, differed: string[]): Promise<string> {
  await till.sync.syncNow();
  const { waiting, head, state } = till.read(({ store }) => ({
    waiting: store.chain.waiting().entries,
    head: store.journal.head()!,
    state: store.chain.state(),
  }));
  if (waiting > 0) return `${id} has ${waiting} to send, ${state.fault}`;
  const { applied } = state;
  if (applied?.epoch !== head.epoch || applied.seq !== head.seq)
    return `${id} is at ${head.epoch}:${head.seq}, counted up to ${applied?.epoch}:${applied?.seq}`;
  const checked = await till.sync.checkDigests();
  if (!checked.ok) return `${id} was not answered: ${checked.error.code}`;
  if (!checked.value.isCurrent) return `${id} is behind`;
  const { equal, differing } = checked.value;
  if (differing.length > 0) differed.push(`${id} in ${differing.join(' ')}`);
  return equal.length === COMPARED.length ? 'in step' : `${id} compared only ${equal.join(' ')}`;
}

/** What a till shows of a member's points. */
export function shownPoints({ till }: FaultTill, memberId: string): number {
  return till.read((register) => {
    const current = register.store.loyalty.currentId(memberId);
    return balanceOf(memberLoyalty(register, current, loyaltyMoment(register)).member.account);
  });
}

/** What the entries of all tills did to each member's points, read from their payloads and nothing else; by whom they are now. */
function pointsOfJournals({ tills }: FaultChain): ReadonlyMap<string, number> {
  const points = new Map<string, number>();
  const add = (memberId: string, change: number): void => {
    const current = tills[0]!.till.read(({ store }) => store.loyalty.currentId(memberId));
    points.set(current, (points.get(current) ?? 0) + change);
  };
  for (const { till } of tills) {
    for (const row of till.read(({ store }) => [...store.journal.rows(1)])) {
      const entry = entryOf(row);
      if (entry.type !== 'sale.completed') continue;
      const { loyalty, reversals } = entry.payload;
      if (loyalty)
        add(loyalty.memberId, (loyalty.points.earned?.points ?? 0) - (loyalty.points.redeemed?.points ?? 0));
      for (const { memberId, unearned, returned } of reversals)
        if (memberId !== null) add(memberId, (returned?.points ?? 0) - (unearned?.points ?? 0));
    }
  }
  return points;
}

/** Balances are what the journals say: at central, at every till, and at central again once it has made them anew. */
export async function expectHonestBalances(chain: FaultChain): Promise<void> {
  const points = pointsOfJournals(chain);
  expect(points.size).toBeGreaterThan(0);
  const told = await readTold(chain);
  for (const [memberId, balance] of points) {
    for (const till of chain.tills) expect(shownPoints(till, memberId), memberId).toBe(balance);
    expect(told.find(({ key }) => key === `account ${memberId}`)?.points ?? 0, memberId).toBe(balance);
  }
  await reproject(chain.central.central, (fault) => {
    throw fault;
  });
  expect(await readTold(chain)).toEqual(told);
}

async function readTold({ central }: FaultChain) {
  const { rows } = await central.pool.query<{ key: string; value: string; points: number | null }>(
    `SELECT scope || ' ' || key AS key, value, (value::jsonb ->> 'points')::bigint AS points FROM reference
     WHERE scope IN ('account', 'coupon', 'rule-use', 'member') AND value IS NOT NULL ORDER BY scope, key, shop`,
  );
  return rows;
}
