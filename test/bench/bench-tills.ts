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
import { buildTill, type TillSizes } from './build-till.ts';
import { EVENING_UTC_MS } from './history.ts';
import { valueOf } from './value-of.ts';

/** To be raised when what is built here changes. */
const GENERATION = 2;

/** The evening of the last day of the history, so that rules that look at the clock do the same in every run. */
const evening: Clock = { nowUtcMs: () => EVENING_UTC_MS };

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
    const prefix = `till-${nameOf(sizes)}-`;
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
    const folder = join(work, `copy-${nameOf(sizes)}`);
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
  clock = evening,
): Promise<T> {
  const register = valueOf(openTill(folder, {}, clock));
  try {
    return await work(register);
  } finally {
    register.store.close();
  }
}

function nameOf({ articles, history, members }: TillSizes): string {
  return `${articles}-${history}-${members}`;
}

/** What a built till depends on: the tables, the format of the entries, and this generator. */
function formatDigest(): string {
  const format = JSON.stringify([GENERATION, FACT_SCHEMA, readMigrations().map(({ sql }) => sql)]);
  return createHash('sha256').update(format).digest('hex').slice(0, 8);
}
