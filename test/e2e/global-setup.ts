import { mkdtempSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { createDemoShop } from '../../register/demo/demo-shop.ts';
import { defaultShop, openTill } from '../../register/open-till.ts';
import { addFirstManager } from '../../register/use-cases/first-manager.ts';
import { beginCheckout, takeTender } from '../../register/use-cases/checkout.ts';
import { updateInsight } from '../../register/use-cases/insight-update.ts';
import { scan } from '../../register/use-cases/scan.ts';
import { openShift } from '../../register/use-cases/shifts.ts';
import { signIn, signOut } from '../../register/use-cases/sign-in.ts';
import { switchPromotion } from '../../register/use-cases/switch-promotion.ts';
import { buildScreens } from '../../scripts/build.ts';
import { must } from '../must.ts';
import { crisps, croissants, milk } from './goods.ts';
import { grace } from './people.ts';

/** Folders of the demo shop that each test gets a copy of. */
export interface DemoFolders {
  /** Before its first shift. */
  readonly closed: string;
  /** With a shift that the manager opened with a float of £100.00. */
  readonly open: string;
  /** The same after sales in which milk and croissants were bought together. */
  readonly sold: string;
  /** An open shift too, of a shop that has nothing yet but its manager. */
  readonly bare: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    demoFolders: DemoFolders;
  }
}

const ROOT = resolve(import.meta.dirname, '../..');
const FLOAT_MINOR = 10_000;

/** Builds the screens where they are out of date, and stocks the demo shop, once for all tests. */
export async function setup({ provide }: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'guitai-whole-'));
  const demo: DemoFolders = {
    closed: join(folder, 'closed'),
    open: join(folder, 'open'),
    sold: join(folder, 'sold'),
    bare: join(folder, 'bare'),
  };
  await buildScreens(ROOT, (sentence) => void process.stdout.write(`${sentence}\n`));
  must(await createDemoShop(demo.closed, 'en'));
  switchOffTimedRules(demo.closed);
  await cp(demo.closed, demo.open, { recursive: true });
  const register = must(openTill(demo.open));
  must(signIn(register, '9', '9999'));
  must(openShift(register, FLOAT_MINOR));
  register.store.close();
  await cp(demo.open, demo.sold, { recursive: true });
  sellTogether(demo.sold);
  openBareShop(demo.bare);
  provide('demoFolders', demo);
  return () => rmSync(folder, { recursive: true, force: true });
}

function openBareShop(folder: string): void {
  const register = must(openTill(folder, { shop: defaultShop }));
  must(addFirstManager(register, { code: '9', name: grace.name, pin: grace.pin }));
  must(signIn(register, '9', grace.pin));
  must(openShift(register, FLOAT_MINOR));
  register.store.close();
}

/** What a basket costs must not depend on when the tests are run. */
function switchOffTimedRules(folder: string): void {
  const register = must(openTill(folder));
  must(signIn(register, '9', '9999'));
  for (const { id, conditions } of register.store.promotions.active()) {
    const { hours, weekdays, monthDays, dates } = conditions;
    if (hours || weekdays || monthDays || dates) must(switchPromotion(register, id, false));
  }
  signOut(register);
  register.store.close();
}

/** Sales enough that two articles are known to go together, and counted as the till does when it is idle. */
function sellTogether(folder: string): void {
  const register = must(openTill(folder));
  must(signIn(register, '9', '9999'));
  const baskets = [
    ...Array.from({ length: 6 }, () => [milk.code, croissants.code]),
    ...Array.from({ length: 6 }, () => [crisps.code]),
  ];
  for (const codes of baskets) {
    for (const code of codes) must(scan(register, code));
    const { dueInCashMinor } = must(beginCheckout(register));
    must(takeTender(register, { tenderCode: 'cash', amountMinor: dueInCashMinor }));
  }
  while (updateInsight(register, { stepsMax: 1_000 }).left > 0);
  register.store.close();
}
