import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
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

const isPosix = process.platform !== 'win32';

describeIf(isPosix, 'there is no ulimit on Windows')('a limit on the size of files', () => {
  /** In blocks of 512 bytes: first less than a new till needs, then what is met after more and more sales. */
  test.for([
    [40, 0],
    [1_500, 1],
    [4_000, 5],
    [9_000, 10],
  ] as const)(
    'of %i blocks stops the till with one sentence, and without the limit it sells on',
    async ([blocks, salesMin]) => {
      const folder = join(workFolder, `limited-${blocks}`);
      const acknowledgements = `${folder}.ack`;
      const command = soakProgram(100_000, blocks)(folder, acknowledgements);
      const limited = await runProgram('sh', ['-c', `ulimit -f ${blocks} && exec "$@"`, 'sh', ...command]);
      expect(limited).toMatchObject({ exitCode: 1, signal: null });
      expect(limited.stderr).toSatisfy(isOneSentence);
      const acknowledged = acknowledgedLines(readFileSync(acknowledgements, { flag: 'a+' }));
      expect(acknowledged.length).toBeGreaterThanOrEqual(salesMin);
      expect(checkTillSelling(folder, acknowledged)).toEqual({ lost: [] });
    },
  );
});

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
