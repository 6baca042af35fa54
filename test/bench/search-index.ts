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
import { createPinyinReadings } from '../../db/pinyin-readings.ts';
import {
  createSearchIndex,
  searchRank,
  type IndexedDocument,
  type SearchIndex,
} from '../../db/search-index.ts';
import { searchTableSql } from '../db/search-table.ts';
import { indexTokens, searchTerms, type SearchableText } from '../../domain/search-terms.ts';

const surnames = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤单',
];
const givenNames = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰建国华红玉志文海宇春晓梅婷雪辉鹏飞斌波凯浩然子涵欣怡梓轩雨泽宸睿思琪佳慧俊峰龙凤鑫森林雷鸣长乐行重云霖瑞祥福贵荣昌盛德仁义礼智信忠孝',
];
const chineseGoods =
  '可乐 牛奶 酸奶 矿泉水 方便面 饼干 巧克力 薯片 啤酒 白酒 酱油 食用油 大米 面粉 鸡蛋 面包 果汁 绿茶 红茶 咖啡 洗发水 牙膏 香皂 纸巾 口香糖 火腿肠 辣条 瓜子 坚果 冰淇淋'.split(
    ' ',
  );
const chineseBrands =
  '农夫山泉 康师傅 统一 蒙牛 伊利 旺旺 三只松鼠 良品铺子 海天 金龙鱼 青岛 雪花 娃哈哈 可口 百事 达利园 双汇 洽洽 王老吉 加多宝'.split(
    ' ',
  );
const commonWords =
  'organic de chocolate milk with original cheese sauce fresh cream whole sugar dark free chicken vanilla juice bread butter rice tea salt natural beef tomato water oil bar orange honey green potato chips cookies coconut peanut almond strawberry yogurt apple lemon garlic black white wheat soup red sweet mix roasted premium beans pasta coffee light pepper spicy ginger vegetable caramel crackers salad'.split(
    ' ',
  );

const random = seededRandom(20_240_901);

function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function pick<T>(list: readonly T[]): T {
  return list[Math.floor(random() * list.length)]!;
}

/** The first entries far more often than the last, about as words and surnames are used. */
function pickUnevenly<T>(list: readonly T[]): T {
  return list[Math.floor(list.length ** random()) - 1] ?? list[0]!;
}

function digits(count: number): string {
  return String(Math.floor(random() * 10 ** count)).padStart(count, '0');
}

/** The common words, then some thousands that nobody has heard of. */
function inventWords(): string[] {
  const syllables = 'ba co de fi gu la me no pi ra so tu va zi mor len tis ger'.split(' ');
  const invented = Array.from({ length: 20_000 }, () =>
    Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(syllables)).join(''),
  );
  return [...commonWords, ...invented];
}

const words = inventWords();

function memberName(): string {
  return pickUnevenly(surnames) + pick(givenNames) + (random() < 0.8 ? pick(givenNames) : '');
}

function articleName(): string {
  if (random() < 0.3) return `${pickUnevenly(chineseBrands)}${pickUnevenly(chineseGoods)}${digits(3)}ml`;
  return Array.from({ length: 2 + Math.floor(random() * 5) }, () => pickUnevenly(words)).join(' ');
}

interface Corpus {
  readonly name: string;
  readonly make: () => SearchableText;
  readonly kinds: Readonly<Record<string, () => string>>;
}

const corpora: readonly Corpus[] = [
  {
    name: 'members',
    make: () => ({ names: [memberName()], codes: [digits(4)] }),
    kinds: {
      'two Chinese characters': () => pickUnevenly(surnames) + pick(givenNames),
      'full Chinese name': memberName,
      'one Chinese character': () => pick(givenNames),
      'pinyin initials': () => pick(['wxm', 'lw', 'zjg', 'cm', 'lyx', 'hq', 'zh', 'ydh']),
      'pinyin, one syllable': () => pick(['wang', 'zhang', 'wei', 'xiao', 'ming']),
      'pinyin, partly typed': () => pick(['zhan', 'zhangx', 'wangxiaom', 'liji', 'chenhao']),
      'last four digits': () => digits(4),
      'name and digits': () => `${pickUnevenly(surnames)} ${digits(4)}`,
      'common AND common': () => pick(['王 伟', 'wang li', 'zhang wei', 'chen long', 'li w']),
      'one letter': () => pick([...'abcdefghijlmnpqrstwxyz']),
      'two letters apart': () => `${pick([...'wlzcyhqrop'])} ${pick([...'wlzcyhqrop'])}`,
      'no match': () => pick(['qqqqq', '钚钚', '王龘', 'wang qqqq', 'zhangwei xylophone']),
    },
  },
  {
    name: 'articles',
    make: () => ({ names: [articleName()], codes: [digits(13)] }),
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
      'one letter': () => pick([...'abcdefghijlmnopqrstuvwxyz']),
      'three letters apart': () =>
        `${pick([...'abcdeglmqtx'])} ${pick([...'oprstuvwz'])} ${pick([...'hijkn'])}`,
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
      const rank = searchRank(Math.floor(0.5 / (random() + 0.0001)));
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
