import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_FILE } from '../../db/open-store.ts';
import { defaultShop, openTill } from '../../register/open-till.ts';
import type { Register } from '../../register/register.ts';
import { findMemberByCode, findMembers } from '../../register/use-cases/find-members.ts';
import { importMembers } from '../../register/use-cases/import-members.ts';
import { withRegister } from './bench-tills.ts';
import { createChance } from './chance.ts';
import { atMost, onceAtMost, type Figure, type Outcome } from './figure.ts';
import { benchMember, writeMemberFile, type BenchMember } from './member-file.ts';
import { createNames, givenNames, surnames } from './names.ts';
import { once, sample, timeOnce } from './sampling.ts';
import { valueOf } from './value-of.ts';

const SEARCH_LIMIT = 20;
const BYTES_A_MB = 1_000_000;

/** Members: their import into an empty till, what they take on disk, and finding them. */
export const members: Figure = {
  name: 'members',
  async measure({ tills, sizes, note }) {
    const folder = tills.scratch('members');
    const file = join(folder, 'members.csv');
    note(`writing a file of ${sizes.members} members and importing it`);
    writeMemberFile(file, sizes.members);
    const shop = { ...defaultShop, currency: 'CNY', zone: 'Asia/Shanghai' } as const;
    valueOf(openTill(folder, { shop })).store.close();
    return withRegister(folder, async (register) => {
      const imported = await measureImport(register, file, sizes.members);
      return [
        ...imported,
        ...measureLookups(register, sizes.members),
        ...measureSearches(register, sizes.members),
      ];
    });
  },
};

async function measureImport(register: Register, file: string, count: number): Promise<Outcome[]> {
  const run = await timeOnce(async () => valueOf(await importMembers(register, file, 'en')));
  if (run.value.added !== count) throw new Error(`${run.value.added} members were imported`);
  register.store.emptyLog();
  const seconds = once(run.seconds);
  const megabytes = once(statSync(join(register.store.folder, DATABASE_FILE)).size / BYTES_A_MB);
  return [
    {
      label: `import ${count} members`,
      unit: 's',
      measured: seconds,
      processor: run.processorSeconds,
      floor: null,
      targets: [onceAtMost(seconds, 60, 's')],
    },
    {
      label: `database of ${count} members, searchable`,
      unit: 'MB',
      measured: megabytes,
      floor: null,
      targets: [onceAtMost(megabytes, 300, 'MB')],
    },
  ];
}

function measureLookups(register: Register, count: number): Outcome[] {
  const chance = createChance(5);
  const bare = register.store.db.prepare<[string]>('SELECT * FROM member WHERE number = ?');
  return (['phone', 'card', 'code'] as const).map((key) => {
    const asked = Array.from({ length: 5_000 }, () => askFor(key, chance.below, count));
    const { measured, processor, floor } = sample({
      samplesPerRound: asked.length,
      work: (number) => findMemberByCode(register, asked[number % asked.length]!),
      floor: (number) => bare.get(benchMember((number * 7_919) % count).code),
    });
    return {
      label: `member by ${key}, of ${count}`,
      unit: 'ms',
      measured,
      processor,
      floor: { label: 'bare prepared statement', spread: floor },
      targets: [atMost('p99', measured, 0.3, 'ms')],
    };
  });
}

function askFor(key: keyof BenchMember, below: (limit: number) => number, count: number): string {
  for (;;) {
    const value = benchMember(below(count))[key];
    if (value !== '') return value;
  }
}

function measureSearches(register: Register, count: number): Outcome[] {
  const chance = createChance(7);
  const names = createNames(chance);
  const kinds: Record<string, () => string> = {
    'two Chinese characters': () => chance.pickUnevenly(surnames) + chance.pick(givenNames),
    'pinyin initials': () => chance.pick(['wxm', 'lw', 'zjg', 'cm', 'lyx', 'hq', 'zh', 'ydh']),
    'last four digits': () => chance.digits(4),
    'last six digits': () => benchMember(chance.below(count)).phone.slice(-6),
    'words in any order': () =>
      chance.pick(['smith james', 'taylor emma', 'wei zhang', 'ming li', 'jack brown']),
    'full name': names.member,
  };
  const match = register.store.db.prepare<[string]>(
    `SELECT rowid FROM member_search WHERE member_search MATCH ? ORDER BY rowid LIMIT ${SEARCH_LIMIT}`,
  );
  return Object.entries(kinds).map(([kind, ask]) => {
    const queries = Array.from({ length: 1_000 }, ask);
    const { measured, processor, floor } = sample({
      samplesPerRound: queries.length,
      work: (number) => findMembers(register, queries[number % queries.length]!, SEARCH_LIMIT),
      floor: () => match.all('"王伟"'),
    });
    return {
      label: `search, first ${SEARCH_LIMIT} of ${count} members: ${kind}`,
      unit: 'ms',
      measured,
      processor,
      floor: { label: 'bare match of one word', spread: floor },
      targets: [atMost('p99', measured, 3, 'ms')],
    };
  });
}
