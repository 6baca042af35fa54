import type { Register } from '../../register/register.ts';
import { findMemberByCode, findMembers } from '../../register/use-cases/find-members.ts';
import { withRegister } from './bench-tills.ts';
import { readBuildMeasures } from './build-till.ts';
import { createChance } from './chance.ts';
import { atMost, onceAtMost, type Bench, type Figure, type Outcome } from './figure.ts';
import { benchMember, englishNames, type BenchMember } from './member-file.ts';
import { createNames, givenNames, surnames } from './names.ts';
import { once, sample } from './sampling.ts';

const SEARCH_LIMIT = 20;
const BYTES_A_MB = 1_000_000;
const MEMBERS_FULL = 1_000_000;

/** Measured when the till was built, and kept with it. */
export const memberImport: Figure = {
  name: 'member-import',
  async measure({ tills, sizes }) {
    const { seconds, processorSeconds, bytes, floorSeconds } = readBuildMeasures(
      await tills.built(sizes),
    ).memberImport;
    const measured = once(seconds);
    const share = sizes.members / MEMBERS_FULL;
    const megabytes = once(bytes / BYTES_A_MB);
    return [
      {
        label: `import of ${sizes.members} members, when the till was built`,
        unit: 's',
        measured,
        processor: once(processorSeconds),
        floor: { label: 'bare inserts of number and phone', spread: once(floorSeconds) },
        targets: [onceAtMost(measured, 60 * share, 's')],
      },
      {
        label: `what ${sizes.members} members take of the database, searchable`,
        unit: 'MB',
        measured: megabytes,
        floor: null,
        targets: [onceAtMost(megabytes, 300 * share, 'MB')],
      },
    ];
  },
};

export const memberByCode: Figure = {
  name: 'member',
  async measure({ tills, sizes }) {
    return withRegister(await tills.working(sizes), (register) =>
      (['phone', 'card', 'code'] as const).map((key) => measureLookup(register, key, sizes.members)),
    );
  },
};

function measureLookup(register: Register, key: keyof BenchMember, count: number): Outcome {
  const chance = createChance(5);
  const asked = Array.from({ length: 5_000 }, () => askFor(key, chance.below, count));
  const bare = register.store.db.prepare<[string]>('SELECT * FROM member WHERE number = ?');
  const others = Array.from({ length: 5_000 }, () => askFor('code', chance.below, count));
  const { measured, processor, floor } = sample({
    samplesPerRound: asked.length,
    work(number) {
      const member = findMemberByCode(register, asked[number % asked.length]!);
      if (!member) throw new Error(`nobody has ${asked[number % asked.length]}`);
      return member;
    },
    floor: (number) => bare.get(others[number % others.length]!),
  });
  return {
    label: `member by ${key === 'code' ? 'number' : key}, of ${count}`,
    unit: 'ms',
    measured,
    processor,
    floor: { label: 'bare prepared statement', spread: floor },
    targets: [atMost('p99', measured, 0.3, 'ms')],
  };
}

function askFor(key: keyof BenchMember, below: (limit: number) => number, count: number): string {
  for (;;) {
    const value = benchMember(below(count))[key];
    if (value !== '') return value;
  }
}

export const memberSearch: Figure = {
  name: 'member-search',
  async measure(bench) {
    return withRegister(await bench.tills.working(bench.sizes), (register) =>
      Object.entries(searchKinds(bench)).map(([kind, ask]) => measureSearch(register, bench, kind, ask)),
    );
  },
};

function searchKinds({ sizes }: Bench): Record<string, () => string> {
  const chance = createChance(7);
  const names = createNames(chance);
  return {
    'two Chinese characters': () => chance.pickUnevenly(surnames) + chance.pick(givenNames),
    'full Chinese name': names.member,
    'pinyin initials': () => chance.pick(['wxm', 'lw', 'zjg', 'cm', 'lyx', 'hq', 'zh', 'ydh']),
    'last four digits': () => chance.digits(4),
    'last six digits': () => benchMember(chance.below(sizes.members)).phone.slice(-6),
    'words in any order': () =>
      `${chance.pick(englishNames.family)} ${chance.pick(englishNames.given)}`.toLowerCase(),
  };
}

function measureSearch(register: Register, { sizes }: Bench, kind: string, ask: () => string): Outcome {
  const queries = Array.from({ length: 1_000 }, ask);
  const match = register.store.db
    .prepare<[string], number>(
      `SELECT rowid FROM member_search WHERE member_search MATCH ? ORDER BY rowid LIMIT ${SEARCH_LIMIT}`,
    )
    .pluck();
  const found = queries.filter((query) => findMembers(register, query, SEARCH_LIMIT).length > 0).length;
  const { measured, processor, floor } = sample({
    samplesPerRound: queries.length,
    work: (number) => findMembers(register, queries[number % queries.length]!, SEARCH_LIMIT),
    floor: () => match.all('"王伟"'),
  });
  return {
    label: `search, first ${SEARCH_LIMIT} of ${sizes.members} members: ${kind}; ${found} of ${queries.length} find somebody`,
    unit: 'ms',
    measured,
    processor,
    floor: { label: 'bare match of one word', spread: floor },
    targets: [atMost('p99', measured, 3, 'ms')],
  };
}
