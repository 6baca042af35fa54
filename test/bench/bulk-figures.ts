import Database from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { importProducts } from '../../register/use-cases/import-products.ts';
import { createReplayClock, replay } from '../../register/use-cases/replay.ts';
import { withRegister } from './bench-tills.ts';
import { writeCatalogueFile } from './catalogue-file.ts';
import { DURABLE_APPEND, openDurableAppend } from './durable-append.ts';
import { onceAtMost, type Figure } from './figure.ts';
import { once, sample, timeOnce } from './sampling.ts';
import { valueOf } from './value-of.ts';

const IMPORTED_ARTICLES = 150_000;

export const importArticles: Figure = {
  name: 'import',
  async measure({ tills }) {
    const folder = tills.scratch('import');
    const file = join(folder, 'catalogue.csv');
    writeCatalogueFile(file, IMPORTED_ARTICLES);
    const run = await withRegister(folder, (register) =>
      timeOnce(async () => valueOf(await importProducts(register, file, 'en'))),
    );
    if (run.value.added !== IMPORTED_ARTICLES) throw new Error(`${run.value.added} articles were imported`);
    const measured = once(run.seconds);
    return [
      {
        label: `import ${IMPORTED_ARTICLES} articles`,
        unit: 's',
        measured,
        processor: once(run.processorSeconds),
        floor: { label: 'bare inserts of code and name', spread: once(await bareInserts(folder)) },
        targets: [onceAtMost(measured, 10, 's')],
      },
    ];
  },
};

async function bareInserts(folder: string): Promise<number> {
  const db = new Database(join(folder, 'bare.db'));
  db.pragma('journal_mode = WAL');
  db.exec(
    'CREATE TABLE article (number INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL) STRICT',
  );
  const insert = db.prepare('INSERT INTO article (code, name) VALUES (?, ?)');
  const insertAll = db.transaction(() => {
    for (let number = 0; number < IMPORTED_ARTICLES; number += 1)
      insert.run(`690${number}`, `article ${number}`);
  });
  const { seconds } = await timeOnce(() => insertAll());
  db.close();
  return seconds;
}

const REPLAYED_FILE = resolve(
  import.meta.dirname,
  '../../../shared/data/online_retail/lines_2009_2010.csv.gz',
);
/** Its lines, its checkout and its tender. */
const COMMITS_AN_INVOICE = 3;

export const replayYear: Figure = {
  name: 'replay',
  async measure({ tills, note }) {
    if (!existsSync(REPLAYED_FILE)) return `there is no ${REPLAYED_FILE}`;
    const folder = tills.scratch('replay');
    const disk = openDurableAppend(folder);
    const append = sample({ rounds: 3, samplesPerRound: 200, work: () => disk.append(), floor: () => null });
    disk.close();
    const clock = createReplayClock(Date.now());
    let percent = 0;
    const onProgress = (done: number, total: number) => {
      if ((done * 100) / total < percent + 20) return;
      percent += 20;
      note(`  replay ${percent} %`);
    };
    const run = await withRegister(
      folder,
      (register) =>
        timeOnce(async () => valueOf(await replay(register, clock, REPLAYED_FILE, 'en', onProgress))),
      clock,
    );
    const { invoices } = run.value;
    const measured = once(run.seconds);
    const floorSeconds = (append.measured.p50 / 1_000) * COMMITS_AN_INVOICE * invoices;
    return [
      {
        label: `replay of 2009–10, ${invoices} invoices`,
        unit: 's',
        measured,
        processor: once(run.processorSeconds),
        floor: { label: `${COMMITS_AN_INVOICE} × ${DURABLE_APPEND} an invoice`, spread: once(floorSeconds) },
        targets: [onceAtMost(measured, 120, 's')],
      },
    ];
  },
};
