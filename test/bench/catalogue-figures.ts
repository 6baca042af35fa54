import type { Register } from '../../register/register.ts';
import { createChance } from './chance.ts';
import { atMost, type Bench, type Figure, type Outcome } from './figure.ts';
import { chineseGoods } from './names.ts';
import { sample } from './sampling.ts';
import { withRegister } from './bench-tills.ts';

const SEARCH_LIMIT = 20;

export const articleByBarcode: Figure = {
  name: 'article',
  async measure({ tills, sizes }) {
    return withRegister(await tills.working(sizes), ({ store }) => {
      const barcodes = pickColumn(
        store.db,
        'SELECT barcode FROM article_barcode ORDER BY random() LIMIT 5000',
      );
      const bare = store.db.prepare<[string]>(
        'SELECT * FROM article WHERE number = (SELECT article FROM article_barcode WHERE barcode = ?)',
      );
      const at = (number: number) => barcodes[number % barcodes.length]!;
      const { measured, processor, floor } = sample({
        samplesPerRound: 5_000,
        work: (number) => store.catalogue.byBarcode(at(number)),
        // Another barcode than the work's, which would find its pages warm.
        floor: (number) => bare.get(at(number + 2_500)),
      });
      return [
        {
          label: `article by barcode, of ${store.catalogue.count()}`,
          unit: 'ms',
          measured,
          processor,
          floor: { label: 'bare prepared statement', spread: floor },
          targets: [atMost('p99', measured, 0.3, 'ms')],
        },
      ];
    });
  },
};

export const articleSearch: Figure = {
  name: 'search',
  async measure(bench) {
    const folder = await bench.tills.working(bench.sizes);
    return withRegister(folder, (register) =>
      Object.entries(searchKinds(register)).map(([kind, ask]) => measureSearch(register, bench, kind, ask)),
    );
  },
};

function measureSearch({ store }: Register, { sizes }: Bench, kind: string, ask: () => string): Outcome {
  const queries = Array.from({ length: 1_000 }, ask);
  const match = store.db
    .prepare<[string], number>(
      `SELECT rowid FROM article_search WHERE article_search MATCH ? ORDER BY rowid LIMIT ${SEARCH_LIMIT}`,
    )
    .pluck();
  const { measured, processor, floor } = sample({
    samplesPerRound: queries.length,
    work: (number) => store.catalogue.search(queries[number % queries.length]!, SEARCH_LIMIT),
    floor: () => match.all('"可乐"'),
  });
  return {
    label: `search, first ${SEARCH_LIMIT} of ${sizes.articles} articles: ${kind}`,
    unit: 'ms',
    measured,
    processor,
    floor: { label: 'bare match of one word', spread: floor },
    targets: [atMost('p99', measured, 3, 'ms')],
  };
}

function searchKinds({ store: { db } }: Register): Record<string, () => string> {
  const chance = createChance(7);
  const names = pickColumn(db, `SELECT name FROM article WHERE name LIKE '% % %' ORDER BY number LIMIT 5000`);
  const barcodes = pickColumn(db, 'SELECT barcode FROM article_barcode ORDER BY article LIMIT 5000');
  return {
    'two Chinese characters': () => chance.pick(chineseGoods).slice(0, 2),
    'pinyin initials': () => chance.pick(['nfsq', 'kkkl', 'wlj', 'kl', 'qdpj', 'mnsn', 'hzy', 'ksf']),
    'last four digits': () => chance.pick(barcodes).slice(-4),
    'words in any order': () => chance.pick(names).split(' ').slice(0, 3).reverse().join(' '),
  };
}

function pickColumn(db: Register['store']['db'], sql: string): string[] {
  return db.prepare<[], string>(sql).pluck().all();
}
