/**
 * Measures the search index over synthetic members and articles in a temporary folder:
 *
 *     node test/bench/search-index.ts [--documents 1000000]
 *
 * Prints the time to build, the size on disk, and p50 and p99 of each kind of query, each asked in many variants.
 */
import Database from 'better-sqlite3';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createPinyinReadings } from '../../seal/pinyin-readings.ts';
import {
  createSearchIndex,
  searchRank,
  type IndexedDocument,
  type SearchIndex,
} from '../../db/search-index.ts';
import { indexTokens, searchTerms, type SearchableText } from '../../domain/search-terms.ts';
import { searchTableSql } from '../db/search-table.ts';
import { createChance } from './chance.ts';
import { chineseGoods, commonWords, createNames, givenNames, surnames } from './names.ts';

const chance = createChance(20_240_901);
const names = createNames(chance);
const { pick, pickUnevenly, digits } = chance;
const { words } = names;

interface Corpus {
  readonly name: string;
  readonly make: () => SearchableText;
  readonly kinds: Readonly<Record<string, () => string>>;
}

const corpora: readonly Corpus[] = [
  {
    name: 'members',
    make: () => ({ names: [names.member()], codes: [digits(4)] }),
    kinds: {
      'two Chinese characters': () => pickUnevenly(surnames) + pick(givenNames),
      'full Chinese name': names.member,
      'one Chinese character': () => pick(givenNames),
      'pinyin initials': () => pick(['wxm', 'lw', 'zjg', 'cm', 'lyx', 'hq', 'zh', 'ydh']),
      'pinyin, one syllable': () => pick(['wang', 'zhang', 'wei', 'xiao', 'ming']),
      'pinyin, partly typed': () => pick(['zhan', 'zhangx', 'wangxiaom', 'liji', 'chenhao']),
      'last four digits': () => digits(4),
      'name and digits': () => `${pickUnevenly(surnames)} ${digits(4)}`,
      'common AND common': () => pick(['王 伟', 'wang li', 'zhang wei', 'chen long', 'li w']),
      'one letter': () => pick('abcdefghijlmnpqrstwxyz'.split('')),
      'two letters apart': () => `${pick('wlzcyhqrop'.split(''))} ${pick('wlzcyhqrop'.split(''))}`,
      'no match': () => pick(['qqqqq', '钚钚', '王龘', 'wang qqqq', 'zhangwei xylophone']),
    },
  },
  {
    name: 'articles',
    make: () => ({ names: [names.article()], codes: [digits(13)] }),
    kinds: {
      'two Chinese characters': () => pick(chineseGoods).slice(0, 2),
      'pinyin initials': () => pick(['nfsq', 'kkkl', 'wlj', 'kl', 'qdpj', 'mnsn']),
      'last four digits': () => digits(4),
      'two words any order': () => `${pick(commonWords)} ${pick(commonWords)}`,
      'one very common word': () => pick(commonWords.slice(0, 5)),
      'common AND common': () => pick(['organic de', 'salad crackers', 'caramel vegetable', 'de milk']),
      'rarely together': () => `${pick(commonWords)} ${pick(words)} ${pick(['可乐', 'kl', 'kele', 'nfsq'])}`,
      'long word partly typed': () => pick(commonWords.filter((word) => word.length > 6)).slice(0, -1),
      'two partly typed': () => `${pick(commonWords).slice(0, -1)} ${pick(commonWords).slice(0, -1)}`,
      'three common words': () => `${pick(commonWords)} ${pick(commonWords)} ${pick(commonWords)}`,
      'one letter': () => pick('abcdefghijlmnopqrstuvwxyz'.split('')),
      'three letters apart': () =>
        `${pick('abcdeglmqtx'.split(''))} ${pick('oprstuvwz'.split(''))} ${pick('hijkn'.split(''))}`,
      'no match': () => pick(['qqqqq', '钚钚', 'chocolate qqqq', 'organic milk 王伟']),
    },
  },
];

const batchSize = 50_000;

function build(index: SearchIndex, corpus: Corpus, count: number): void {
  const readings = createPinyinReadings();
  for (let start = 0; start < count; start += batchSize) {
    const batch: IndexedDocument[] = [];
    for (let number = start; number < Math.min(count, start + batchSize); number += 1) {
      // A few sell thousands, most nothing; as after an import, documents stand in no order of popularity.
      const rank = searchRank(Math.floor(0.5 / (chance.number() + 0.0001)));
      batch.push({ number, rank, tokens: indexTokens(corpus.make(), readings) });
    }
    index.add(batch);
  }
  index.optimize();
}

function measure(index: SearchIndex, ask: () => string): { p50Ms: number; p99Ms: number; worst: string } {
  const asked = Array.from({ length: 400 }, ask);
  const timed = asked.map((query) => {
    const startedMs = performance.now();
    index.search(searchTerms(query), 20);
    return { query, ms: performance.now() - startedMs };
  });
  timed.sort((a, b) => a.ms - b.ms);
  return { p50Ms: timed[200]!.ms, p99Ms: timed[396]!.ms, worst: timed[399]!.query };
}

function run(corpus: Corpus, count: number, folder: string): void {
  const path = join(folder, `${corpus.name}.db`);
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.exec(searchTableSql('found'));
  const index = createSearchIndex(db, 'found');
  const startedMs = performance.now();
  db.transaction(() => build(index, corpus, count))();
  const buildMs = performance.now() - startedMs;
  db.pragma('wal_checkpoint(TRUNCATE)');
  const sizeMb = statSync(path).size / 1e6;
  print(`${corpus.name}: ${count} built in ${(buildMs / 1000).toFixed(1)} s, ${sizeMb.toFixed(0)} MB`);
  for (const [kind, ask] of Object.entries(corpus.kinds)) {
    const { p50Ms, p99Ms, worst } = measure(index, ask);
    print(`  ${kind.padEnd(24)} p50 ${p50Ms.toFixed(3)} ms  p99 ${p99Ms.toFixed(3)} ms  worst: ${worst}`);
  }
  db.close();
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

const { values } = parseArgs({ options: { documents: { type: 'string', default: '1000000' } } });
const folder = mkdtempSync(join(tmpdir(), 'guitai-search-'));
try {
  for (const corpus of corpora) run(corpus, Number(values.documents), folder);
} finally {
  rmSync(folder, { recursive: true });
}
