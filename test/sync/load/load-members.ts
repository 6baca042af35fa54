import { v7 as uuidv7 } from 'uuid';
import type { Central } from '../../../sync/central/central.ts';
import { withTransaction } from '../../../sync/central/database.ts';
import { bytesOf } from '../../../sync/central/project/member-registry.ts';
import { writeOfficeMembers, type WrittenMember } from '../../../sync/central/project/office-members.ts';
import { createMemberSeal, SALT_BYTES, type MemberSeal } from '../../../seal/member-seal.ts';
import { randomPiece } from '../../../seal/random-piece.ts';
import { createChance, type Chance } from '../../bench/chance.ts';
import { benchMember } from '../../bench/member-file.ts';
import { createNames, type Names } from '../../bench/names.ts';

const AT_ONCE = 2_000;

/** Has central register invented members, most with points of before. Returns their ids. */
export async function loadMembers(central: Central, count: number): Promise<string[]> {
  const { rows } = await central.pool.query<{ sql: string }>(
    `SELECT pg_get_indexdef('member_words'::regclass) AS sql`,
  );
  // What finds members by their words takes as long to write as all the rest, and is made in a moment in the end.
  await central.pool.query('DROP INDEX member_words');
  const ids = await registerMembers(central, count);
  await withTransaction(central.pool, async (client) => {
    await client.query('SET LOCAL statement_timeout = 0');
    await client.query(rows[0]!.sql);
  });
  return ids;
}

async function registerMembers(central: Central, count: number): Promise<string[]> {
  const seal = createMemberSeal(central.keys.dataKey);
  const chance = createChance(1_979);
  const names = createNames(chance);
  const ids: string[] = [];
  for (let row = 0; row < count; row += AT_ONCE) {
    const size = Math.min(AT_ONCE, count - row);
    const members = Array.from({ length: size }, (_, index) => memberOf(row + index, seal, names, chance));
    await withTransaction(central.pool, (client) =>
      writeOfficeMembers(client, seal, members, central.nowUtcMs()),
    );
    ids.push(...members.map(({ memberId }) => memberId));
    // As autovacuum does, which looks once a minute: until then every table is taken for the small one that it was.
    if (Math.log2(ids.length / AT_ONCE) % 1 === 0) await central.pool.query('ANALYZE');
  }
  return ids;
}

function memberOf(row: number, seal: MemberSeal, names: Names, chance: Chance): WrittenMember {
  const memberId = uuidv7();
  const salt = randomPiece(SALT_BYTES);
  const { code, phone, card } = benchMember(row);
  const birthday = `${1950 + chance.below(55)}-0${1 + chance.below(9)}-1${chance.below(9)}`;
  const profile = { name: names.member(), phone: `+86${phone}`, birthday, email: null, note: null };
  const opening = {
    points: chance.below(5_000),
    pointsExpireOn: '2027-12-28',
    tier: chance.pick(['basic', 'silver', 'gold']),
    spentMinor: chance.below(1_000_000),
    visits: chance.below(40),
  };
  return {
    memberId,
    number: code,
    sealed: seal.seal({ id: bytesOf(memberId), salt }, profile, true).toString('base64'),
    salt,
    cards: card === '' ? [] : [card],
    consents: [],
    joinedAtUtcMs: 1_700_000_000_000 + row,
    opening,
  };
}
