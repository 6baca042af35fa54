import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DATABASE_FILE } from '../../db/open-store.ts';
import { ledgerTables } from '../../db/projector.ts';
import { runCommandLine } from '../../register/cli/run-command-line.ts';
import { openTill } from '../../register/open-till.ts';
import { addDepartmentSale } from '../../register/use-cases/add-lines.ts';
import { importProducts } from '../../register/use-cases/import-products.ts';
import { soak } from '../../register/use-cases/soak.ts';
import { expectOk } from '../register/rung-shop.ts';
import { describeIf } from '../skip.ts';
import { buildShim, shimEnvironment } from './disk-shim.ts';
import { createRandom, seedOfRun, type Random } from './random.ts';
import { acknowledgedLines, runProgram } from './recorded-run.ts';
import {
  checkTill,
  commandOf,
  failureOf,
  isLongRun,
  isOneSentence,
  soakProgram,
  TRIALS_TIMEOUT_MS,
} from './till-trials.ts';

const PAGE_BYTES = 4_096;
const PAGES_DAMAGED = isLongRun ? Infinity : 20;
const BYTES_FLIPPED = isLongRun ? 500 : 20;

const workFolder = mkdtempSync(join(tmpdir(), 'guitai-damaged-'));
const whole = join(workFolder, 'whole');
const damaged = join(workFolder, 'damaged');
const database = join(damaged, DATABASE_FILE);
const built = buildShim(workFolder);
const seed = seedOfRun();

afterAll(() => rmSync(workFolder, { recursive: true, force: true }));

/** A till with a small catalogue, more than a shift of sales, and a sale on the counter. */
beforeAll(async () => {
  const register = expectOk(openTill(whole));
  const products = join(workFolder, 'products.csv');
  const rows = Array.from(
    { length: 300 },
    (_, index) => `P${index},Apple juice ${index},1.${(index % 90) + 10}`,
  );
  writeFileSync(products, ['sku,name,price', ...rows, ''].join('\n'));
  expectOk(await importProducts(register, products, 'en'));
  expectOk(soak(register, { count: 210, ackPath: join(workFolder, 'acknowledged'), seed: 1 }));
  const department = register.settings.departments[0]!.code;
  expectOk(addDepartmentSale(register, { department, unitPriceE4: 10_000 }));
  register.store.close();
});

function copyTill(): void {
  rmSync(damaged, { recursive: true, force: true });
  cpSync(whole, damaged, { recursive: true });
}

type Spoken = { readonly exitCode: number; readonly stderr: string };

/** Runs a command on the damaged folder in this process. */
async function say(...words: string[]): Promise<Spoken> {
  let stderr = '';
  const err = { write: (text: string) => (stderr += text) };
  const terminal = { env: {}, out: { write: () => true }, err };
  const exitCode = await runCommandLine([...words, '--data', damaged, '--language', 'en'], terminal);
  return { exitCode, stderr };
}

function sell(): Promise<Spoken> {
  return say('soak', '--count', '3', '--ack', join(workFolder, 'acknowledged-later'));
}

/** A refusal that a person can act on: exit code 1 and one sentence with what it must name. */
function isRefusal({ exitCode, stderr }: Spoken, naming: RegExp): boolean {
  return exitCode === 1 && isOneSentence(stderr) && naming.test(stderr);
}

const NAMES_DAMAGE = /damaged|does not hold/;

/**
 * What of the damaged till's answers nobody could act on, or null. `verify` must find the damage; where only chance says
 * what was hit, it may pass when the ledger and the catalogue are as they were.
 */
async function findBadAnswer(mustShow: boolean): Promise<string | null> {
  const verified = await say('verify');
  if (!isRefusal(verified, NAMES_DAMAGE)) {
    const isHarmless =
      verified.exitCode === 0 && readLedger(database) === readLedger(join(whole, DATABASE_FILE));
    if (mustShow || !isHarmless) return `verify ended with ${verified.exitCode}: ${verified.stderr}`;
  }
  const sold = await sell();
  const isAnswered = sold.exitCode === 0 || isRefusal(sold, NAMES_DAMAGE);
  return isAnswered ? null : `selling ended with ${sold.exitCode}: ${sold.stderr}`;
}

/** Every row of the ledger and the catalogue. */
function readLedger(path: string): string {
  const db = new Database(path, { readonly: true });
  try {
    const tables = ['journal', 'article', ...ledgerTables.map(({ name }) => name)];
    return JSON.stringify(
      tables.map((table) => db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).raw().all()),
    );
  } finally {
    db.close();
  }
}

/** Damages a fresh copy of the till again and again, and collects the answers that nobody could act on. */
async function tryDamages(
  damages: readonly {
    readonly name: string;
    readonly mustShow: boolean;
    readonly apply: (bytes: Buffer) => void;
  }[],
): Promise<string[]> {
  const intact = readFileSync(join(whole, DATABASE_FILE));
  const started = performance.now();
  const failures: string[] = [];
  for (const { name, mustShow, apply } of damages) {
    copyTill();
    const bytes = Buffer.from(intact);
    apply(bytes);
    writeFileSync(database, bytes);
    const bad = await findBadAnswer(mustShow);
    if (bad !== null) failures.push(`${name}: ${bad}`);
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.info(
    `${damages.length} damaged databases, ${failures.length} with a failure, ${seconds} s, GUITAI_SEED=${seed}`,
  );
  return failures;
}

/** The pages that hold anything: SQLite leaves what is in free ones alone. */
function pagesInUse(): number[] {
  const db = new Database(join(whole, DATABASE_FILE), { readonly: true });
  try {
    return db.prepare<[], number>('SELECT DISTINCT pageno FROM dbstat ORDER BY pageno').pluck().all();
  } finally {
    db.close();
  }
}

function pickSome<T>(list: readonly T[], count: number, random: Random): T[] {
  if (count >= list.length) return [...list];
  return Array.from({ length: count }, () => list[random.below(list.length)]!);
}

test(
  'a page that was overwritten is named as damage, and nothing fails but what needs it',
  { timeout: TRIALS_TIMEOUT_MS },
  async () => {
    const pages = pickSome(pagesInUse(), PAGES_DAMAGED, createRandom(seed));
    const damages = pages.map((page) => ({
      name: `page ${page}`,
      mustShow: true,
      apply: (bytes: Buffer) => void bytes.fill(0, (page - 1) * PAGE_BYTES, page * PAGE_BYTES),
    }));
    expect(await tryDamages(damages)).toEqual([]);
  },
);

test(
  'a byte that changed anywhere is named as damage, or changed nothing that is kept',
  { timeout: TRIALS_TIMEOUT_MS },
  async () => {
    const random = createRandom(seed);
    const { length } = readFileSync(join(whole, DATABASE_FILE));
    const damages = Array.from({ length: BYTES_FLIPPED }, () => {
      const at = random.below(length);
      const bits = 1 + random.below(255);
      const apply = (bytes: Buffer) => void bytes.writeUInt8(bytes.readUInt8(at) ^ bits, at);
      return {
        name: `byte ${at} (${at % PAGE_BYTES} of page ${Math.floor(at / PAGE_BYTES) + 1}) by ${bits}`,
        mustShow: false,
        apply,
      };
    });
    expect(await tryDamages(damages)).toEqual([]);
  },
);

test.for([
  ['a setting', "UPDATE setting SET value = substr(value, 1, 10) WHERE section = 'roles'"],
  ['the sale on the counter', 'UPDATE basket_line SET line = substr(line, 1, 10)'],
] as const)('%s that cannot be read any more is named as damage', async ([, change]) => {
  copyTill();
  const db = new Database(database);
  expect(db.prepare(change).run().changes).toBeGreaterThan(0);
  db.close();
  expect(await sell()).toSatisfy((spoken: Spoken) =>
    isRefusal(spoken, /damaged \((the setting roles|a line of a sale) /),
  );
});

test.for([
  ['half', 40 * PAGE_BYTES + 100],
  ['its first page', PAGE_BYTES],
  ['a piece of its first page', 100],
  ['nothing', 0],
] as const)('a database cut to %s is named as damage and stays as it is', async ([, bytes]) => {
  copyTill();
  truncateSync(database, bytes);
  const found = readFileSync(database);
  expect(await sell()).toSatisfy((spoken: Spoken) => isRefusal(spoken, NAMES_DAMAGE));
  expect(await say('verify')).toSatisfy((spoken: Spoken) => isRefusal(spoken, NAMES_DAMAGE));
  expect(readFileSync(database)).toEqual(found);
});

test('a till whose database is gone is not made anew under the books that were there', async () => {
  copyTill();
  rmSync(database);
  expect(await sell()).toSatisfy((spoken: Spoken) => isRefusal(spoken, NAMES_DAMAGE));
});

test('a file that is no database is named as such and stays as it is', async () => {
  copyTill();
  const text = 'This is no database. '.repeat(1_000);
  writeFileSync(database, text);
  expect(await sell()).toSatisfy((spoken: Spoken) => isRefusal(spoken, /damaged \(file is not a database\)/));
  expect(await say('verify')).toSatisfy((spoken: Spoken) =>
    isRefusal(spoken, /damaged \(file is not a database\)/),
  );
  expect(readFileSync(database, 'utf8')).toBe(text);
});

test('a folder in the place of the database is a refusal', async () => {
  copyTill();
  rmSync(database);
  mkdirSync(database);
  expect(await sell()).toSatisfy((spoken: Spoken) => isRefusal(spoken, /check the disk/));
  expect(await say('verify')).toSatisfy((spoken: Spoken) => isRefusal(spoken, /check the disk/));
});

test('a database of a newer version is refused untouched', async () => {
  copyTill();
  const db = new Database(database);
  const newer = (db.pragma('user_version', { simple: true }) as number) + 1;
  db.pragma(`user_version = ${newer}`);
  db.close();
  const found = readFileSync(database);
  const naming = new RegExp(`newer version \\(${newer};.*update the program`);
  expect(await sell()).toSatisfy((spoken: Spoken) => isRefusal(spoken, naming));
  expect(await say('verify')).toSatisfy((spoken: Spoken) => isRefusal(spoken, naming));
  expect(readFileSync(database)).toEqual(found);
});

test('a second process is told who has the folder, may read it, and sells once that one is done', async () => {
  copyTill();
  const { store } = expectOk(openTill(damaged));
  const ackPath = join(workFolder, 'acknowledged-second');
  const [command, ...args] = soakProgram(2, seed)(damaged, ackPath);
  const refused = await runProgram(command, args);
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toContain(`process ${process.pid}`);
  expect(refused.stderr).toSatisfy(isOneSentence);
  const [reader, ...verify] = commandOf('verify')(damaged, '');
  expect(failureOf(await runProgram(reader, verify))).toBeNull();
  expect(store.baskets.current()?.lines).toHaveLength(1);
  store.close();
  expect(failureOf(await runProgram(command, args))).toBeNull();
  expect(checkTill(damaged, acknowledgedLines(readFileSync(ackPath)))).toEqual({ lost: [] });
});

describeIf(built.ok, built.ok ? '' : built.error)('a folder that cannot be written to', () => {
  test.for(['EROFS', 'EACCES'] as const)(
    '(%s) is named in one sentence, and loses nothing',
    async (errno) => {
      copyTill();
      const acknowledgements = join(workFolder, 'acknowledged');
      const settings = {
        shim: built.ok ? built.value : '',
        folder: damaged,
        acknowledgements,
        fault: { classes: ['open'], at: 1, errno } as const,
      };
      const [command, ...args] = soakProgram(2, seed)(damaged, acknowledgements);
      const refused = await runProgram(command, args, shimEnvironment(settings));
      expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
      expect(refused.stderr).toSatisfy(isOneSentence);
      expect(refused.stderr).toContain(`${damaged} cannot be written to`);
      expect(checkTill(damaged, acknowledgedLines(readFileSync(acknowledgements)))).toEqual({ lost: [] });
    },
  );
});
