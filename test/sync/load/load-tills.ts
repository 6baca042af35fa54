import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { encodePayload } from '../../../domain/facts/fact-codec.ts';
import type { WireEntry } from '../../../sync/protocol/push.ts';
import type { Chance } from '../../bench/chance.ts';
import { saleFact } from '../central/project/told-facts.ts';
import { chainEntry, createWireTill, type WireTill } from '../central/wire-till.ts';

/** A till that was away, with all that it has to send. */
export interface LoadTill {
  readonly till: WireTill;
  /** In pushes of at most a hundred. */
  readonly pushes: readonly (readonly WireEntry[])[];
}

/** What central must have in the end. */
export interface Expected {
  readonly entries: number;
  readonly totalMinor: number;
  /** Points by member. */
  readonly points: ReadonlyMap<string, number>;
}

const PUSH_ENTRIES = 100;

/** Tills that have joined, each with so many sales of three lines; half of them are members', who go to any till. */
export async function loadTills(
  pool: Pool,
  url: string,
  {
    tills,
    sales,
    members,
    chance,
  }: { tills: number; sales: number; members: readonly string[]; chance: Chance },
): Promise<{ readonly tills: LoadTill[]; readonly expected: Expected }> {
  const points = new Map(members.map((id) => [id, 0]));
  let totalMinor = 0;
  const startMs = Date.now() - 3_600_000;
  const made = Array.from({ length: tills }, (): LoadTill => {
    const till = createWireTill(url);
    const entries: WireEntry[] = [];
    for (let index = 0; index < sales; index += 1) {
      const memberId = members.length > 0 && chance.number() < 0.5 ? chance.pick(members) : null;
      const earned = 1 + chance.below(200);
      const { type, payload } = threeLineSale(memberId, earned);
      totalMinor += payload.totalMinor;
      if (memberId) points.set(memberId, points.get(memberId)! + earned);
      const at = {
        atUtcMs: startMs + index * 1_000,
        businessDate: new Date(startMs).toISOString().slice(0, 10),
      };
      entries.push(chainEntry(till.id, entries.at(-1), type, encodePayload({ type, payload }), at));
    }
    const pushes = Array.from({ length: Math.ceil(entries.length / PUSH_ENTRIES) }, (_, place) =>
      entries.slice(place * PUSH_ENTRIES, (place + 1) * PUSH_ENTRIES),
    );
    return { till, pushes };
  });
  await joinAll(pool, made);
  return { tills: made, expected: { entries: tills * sales, totalMinor, points } };
}

function threeLineSale(memberId: string | null, earned: number) {
  const { type, payload } = saleFact({ memberId, earned: memberId === null ? 0 : earned, saleId: uuidv7() });
  const [line] = payload.lines;
  const lines = [1, 2, 3].map((lineNo) => ({
    ...line!,
    lineNo,
    articleCode: `69${String(1_000_000 + earned * lineNo)}`,
    barcode: `690${String(1_000_000_000 + earned * lineNo)}`,
    name: `农夫山泉矿泉水 ${550 + lineNo}ml`,
  }));
  const tenders = [
    {
      id: uuidv7(),
      kind: 'cash' as const,
      tenderCode: 'cash',
      amountMinor: payload.totalMinor,
      tenderedMinor: payload.totalMinor,
      changeMinor: 0,
      roundingMinor: 0,
      reference: null,
      takenAtUtcMs: payload.frozenAtUtcMs,
    },
  ];
  return { type, payload: { ...payload, lines, tenders } };
}

/** As enrolment leaves them: a thousand codes would only measure enrolment. */
async function joinAll(pool: Pool, tills: readonly LoadTill[]): Promise<void> {
  await pool.query(
    `INSERT INTO register (id, shop, till_code, public_key, program, machine, enrolled_at_utc_ms, contacted_at_utc_ms)
     SELECT id, 'S1', 'L' || place, public_key, '', '', 0, 0
     FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS told (id, public_key, place)`,
    [tills.map(({ till }) => till.id), tills.map(({ till }) => till.publicKey)],
  );
  await pool.query('INSERT INTO applied (register) SELECT unnest($1::uuid[])', [
    tills.map(({ till }) => till.id),
  ]);
}

/** Does something for each, so many at once. */
export async function inParallel<Item>(
  items: readonly Item[],
  atOnce: number,
  run: (item: Item) => Promise<void>,
): Promise<void> {
  const left = [...items];
  const workers = Array.from({ length: atOnce }, async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await run(item);
  });
  await Promise.all(workers);
}
