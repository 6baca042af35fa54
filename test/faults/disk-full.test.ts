import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { BASKET_MAX_LINES, type Basket } from '../../domain/basket.ts';
import { verifyStore } from '../../db/verify.ts';
import { guardStore } from '../../register/guard-store.ts';
import { openTill } from '../../register/open-till.ts';
import type { Register } from '../../register/register.ts';
import { addDepartmentSale } from '../../register/use-cases/add-lines.ts';
import { soak } from '../../register/use-cases/soak.ts';
import { expectOk } from '../register/rung-shop.ts';
import { describeIf } from '../skip.ts';
import { acknowledgedLines, runProgram } from './recorded-run.ts';
import { checkTill, checkTillSelling, isOneSentence, soakProgram } from './till-trials.ts';

const workFolder = mkdtempSync(join(tmpdir(), 'guitai-disk-full-'));

afterAll(() => rmSync(workFolder, { recursive: true, force: true }));

/** SQLite's own limit: none that a disk would reach. */
const PAGES_MAX = 2 ** 30;
/** What `ulimit -f` counts in. */
const BLOCK_BYTES = 512;
const SPARE_BLOCKS = 64;
/** Of the sales that are rung. */
const SEED = 7;

const isPosix = process.platform !== 'win32';

describeIf(isPosix, 'there is no ulimit on Windows')('a limit on the size of files', () => {
  /** In blocks of 512 bytes: first less than a new till needs, then what is met after more and more sales. */
  test.for([0, 1, 5, 20])(
    'that is met after %i sales stops the till with one sentence, and without the limit it sells on',
    async (sales) => {
      const { blocks, receipts } = sales === 0 ? halfOfNewTill() : measureTill(sales);
      const folder = join(workFolder, `limited-${sales}`);
      const acknowledgements = `${folder}.ack`;
      const command = soakProgram(100_000, SEED)(folder, acknowledgements);
      const limited = await runProgram('sh', ['-c', `ulimit -f ${blocks} && exec "$@"`, 'sh', ...command]);
      expect(limited).toMatchObject({ exitCode: 1, signal: null });
      expect(limited.stderr).toSatisfy(isOneSentence);
      const acknowledged = acknowledgedLines(readFileSync(acknowledgements, { flag: 'a+' }));
      expect(acknowledged.length).toBeGreaterThanOrEqual(receipts);
      expect(acknowledged.length > 0).toBe(sales > 0);
      expect(checkTillSelling(folder, acknowledged)).toEqual({ lost: [] });
    },
  );
});

/** The limit, and so many receipts that a till rings below it at least. */
interface Allowance {
  readonly blocks: number;
  readonly receipts: number;
}

function halfOfNewTill(): Allowance {
  return { blocks: Math.floor(measureTill(0).blocks / 2), receipts: 0 };
}

/**
 * What a new till and so many sales take of one file, which is the write-ahead log or the database: the limit holds for
 * each by itself. A little more, for ids and times are others each time.
 */
function measureTill(sales: number): Allowance {
  const folder = join(workFolder, `measured-${sales}`);
  const ackPath = `${folder}.ack`;
  const register = expectOk(openTill(folder));
  expectOk(soak(register, { count: sales, ackPath, seed: SEED }));
  const largestBytes = Math.max(...readdirSync(folder).map((name) => statSync(join(folder, name)).size));
  register.store.close();
  return {
    blocks: Math.ceil(largestBytes / BLOCK_BYTES) + SPARE_BLOCKS,
    receipts: acknowledgedLines(readFileSync(ackPath)).length,
  };
}

test('a full disk refuses a change as a value and leaves the sale as it was, which goes on when there is space', () => {
  const folder = join(workFolder, 'full');
  const ackPath = `${folder}.ack`;
  const register = expectOk(openTill(folder));
  const { store } = register;
  const refused = { ok: false, error: { code: 'store-full', folder } };
  const sell = (seed: number) => guardStore(folder, () => soak(register, { count: 20, ackPath, seed }));
  expect(sell(1)).toMatchObject({ ok: true, value: { ok: true } });
  const pages = store.db.pragma('page_count', { simple: true }) as number;
  store.db.pragma(`max_page_count = ${pages + 10}`);
  const { basket, refusal } = ringUntilRefused(register);
  expect(refusal).toEqual(refused);
  expect(store.baskets.current()).toEqual(basket);
  expect(verifyStore(store).fault).toBeNull();
  expect(sell(2)).toEqual(refused);

  store.db.pragma(`max_page_count = ${PAGES_MAX}`);
  expect(sell(3)).toMatchObject({ ok: true, value: { ok: true } });
  store.close();
  const acknowledged = acknowledgedLines(readFileSync(ackPath));
  expect(acknowledged.length).toBeGreaterThan(20);
  expect(checkTill(folder, acknowledged)).toEqual({ lost: [] });
});

/** Adds lines until one is refused; returns how, and the basket that was there before that one. */
function ringUntilRefused(register: Register): { readonly basket: Basket | null; readonly refusal: unknown } {
  const { store, settings } = register;
  const sale = { department: settings.departments[0]!.code, unitPriceE4: 10_000, name: 'x'.repeat(100) };
  for (let line = 0; line < BASKET_MAX_LINES; line++) {
    const basket = store.baskets.current();
    const added = guardStore(store.folder, () => expectOk(addDepartmentSale(register, sale)));
    if (!added.ok) return { basket, refusal: added };
  }
  throw new Error('no line was refused');
}
