import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  cpSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { readMigrations } from '../../db/migrate.ts';
import { DATABASE_FILE } from '../../db/open-store.ts';
import { FACT_SCHEMA } from '../../domain/facts/fact.ts';
import { openTill } from '../../register/open-till.ts';
import type { Clock, Register } from '../../register/register.ts';
import { changeSettings } from '../../register/use-cases/change-settings.ts';
import { addFirstManager } from '../../register/use-cases/first-manager.ts';
import { importProducts } from '../../register/use-cases/import-products.ts';
import { createReplayClock } from '../../register/use-cases/replay.ts';
import { writeCatalogueFile } from './catalogue-file.ts';
import { DAYS, ringHistory } from './history.ts';
import { valueOf } from './value-of.ts';

/** To be raised when what is built here changes. */
const GENERATION = 1;
export const MANAGER = { code: '1', name: '张伟', pin: '1234' } as const;

export interface TillSizes {
  readonly articles: number;
  readonly history: number;
}

/** The tills that figures are measured on. */
export interface BenchTills {
  /** The folder of a till that is built once and only read. */
  built(sizes: TillSizes): Promise<string>;
  /** The folder of this run's own copy of one, which may be written; nobody has it open. */
  working(sizes: TillSizes): Promise<string>;
  /** An empty folder that is gone after the run. */
  scratch(name: string): string;
}

/** Keeps built tills in `cache`, under a name that changes with what they are built from. */
export function benchTills(cache: string, note: (text: string) => void): BenchTills {
  const work = join(cache, 'work');
  rmSync(work, { recursive: true, force: true });
  process.once('exit', () => rmSync(work, { recursive: true, force: true }));

  const scratch = (name: string) => {
    const folder = join(work, name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    return folder;
  };

  async function built(sizes: TillSizes): Promise<string> {
    const prefix = `till-${sizes.articles}-${sizes.history}-`;
    const folder = join(cache, prefix + formatDigest());
    if (existsSync(folder)) return folder;
    for (const outdated of readdirSync(cache).filter((name) => name.startsWith(prefix))) {
      rmSync(join(cache, outdated), { recursive: true });
    }
    const unfinished = scratch('building');
    await buildTill(unfinished, sizes, note);
    renameSync(unfinished, folder);
    return folder;
  }

  async function working(sizes: TillSizes): Promise<string> {
    const folder = join(work, `copy-${sizes.articles}-${sizes.history}`);
    if (existsSync(folder)) return folder;
    cpSync(await built(sizes), folder, { recursive: true, mode: constants.COPYFILE_FICLONE });
    // What the system still has to write of the copy would slow what is measured on it.
    const file = openSync(join(folder, DATABASE_FILE), 'r+');
    fsyncSync(file);
    closeSync(file);
    return folder;
  }

  return { built, working, scratch };
}

/** Opens a till, lets `work` use it, and closes it, so that the next figure finds nobody there. */
export async function withRegister<T>(
  folder: string,
  work: (register: Register) => Promise<T> | T,
  clock?: Clock,
): Promise<T> {
  const register = valueOf(openTill(folder, {}, clock));
  try {
    return await work(register);
  } finally {
    register.store.close();
  }
}

/** What a built till depends on: the tables, the format of the entries, and this generator. */
function formatDigest(): string {
  const format = JSON.stringify([GENERATION, FACT_SCHEMA, readMigrations().map(({ sql }) => sql)]);
  return createHash('sha256').update(format).digest('hex').slice(0, 8);
}

async function buildTill(folder: string, sizes: TillSizes, note: (text: string) => void): Promise<void> {
  note(`building a till with ${sizes.articles} articles and ${sizes.history} sale lines, once`);
  const file = join(folder, 'catalogue.csv');
  writeCatalogueFile(file, sizes.articles);
  const clock = createReplayClock(Date.UTC(2024, 0, 1, 9));
  await withRegister(
    folder,
    async (register) => {
      setTaxes(register);
      valueOf(addFirstManager(register, MANAGER));
      valueOf(await importProducts(register, file, 'en'));
      ringHistory(register, clock, sizes.history, (day) => {
        if (day % 100 === 0) note(`  day ${day} of ${DAYS}`);
      });
      register.store.checkpoint();
    },
    clock,
  );
  rmSync(file);
}

function setTaxes(register: Register): void {
  const rates = (rateBp: number) => [{ validFrom: '1970-01-01', rateBp }];
  const value = [
    ...register.settings.taxCategories,
    { code: 'standard', name: 'VAT', isIncluded: true, rates: rates(2_000) },
  ];
  valueOf(changeSettings(register, { section: 'taxCategories', value }));
  valueOf(changeSettings(register, { section: 'defaultTaxCode', value: 'standard' }));
}
