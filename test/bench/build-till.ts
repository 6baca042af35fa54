import Database from 'better-sqlite3';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_FILE } from '../../db/open-store.ts';
import { defaultShop, openTill } from '../../register/open-till.ts';
import type { Register } from '../../register/register.ts';
import { changeSettings } from '../../register/use-cases/change-settings.ts';
import { issueCoupons } from '../../register/use-cases/coupons.ts';
import { addFirstManager } from '../../register/use-cases/first-manager.ts';
import { importMembers } from '../../register/use-cases/import-members.ts';
import { importProducts } from '../../register/use-cases/import-products.ts';
import { importPromotions } from '../../register/use-cases/import-promotions.ts';
import { updateInsight } from '../../register/use-cases/insight-update.ts';
import { createReplayClock } from '../../register/use-cases/replay.ts';
import { DEPARTMENTS, writeCatalogueFile } from './catalogue-file.ts';
import { createChance } from './chance.ts';
import { DAYS, EVENING_UTC_MS, ringHistory } from './history.ts';
import { benchMember, writeMemberFile } from './member-file.ts';
import { writePromotionFile } from './promotion-file.ts';
import { timeOnce } from './sampling.ts';
import { goShopping, memberIdAt } from './shopping.ts';
import { valueOf } from './value-of.ts';

export const MANAGER = { code: '1', name: '张伟', pin: '1234' } as const;
const SHOP = { ...defaultShop, currency: 'CNY', zone: 'Asia/Shanghai' } as const;
const MEASURED_FILE = 'measured.json';
const MEMBERS_WITH_COUPONS = 2_000;

export interface TillSizes {
  readonly articles: number;
  readonly history: number;
  readonly members: number;
}

/** What was measured when a till was built, because it takes too long to be done again at each run. */
export interface BuildMeasures {
  readonly memberImport: {
    readonly seconds: number;
    readonly processorSeconds: number;
    /** By how much the database grew. */
    readonly bytes: number;
    /** Bare inserts of as many rows. */
    readonly floorSeconds: number;
  };
}

/** Builds a till of the bench: its articles, members, two years of sales counted, and then its promotions and coupons. */
export async function buildTill(
  folder: string,
  sizes: TillSizes,
  note: (text: string) => void,
): Promise<void> {
  const { articles, history, members } = sizes;
  note(`building a till with ${articles} articles, ${members} members and ${history} sale lines, once`);
  const clock = createReplayClock(Date.UTC(2024, 0, 1, 1));
  const register = valueOf(openTill(folder, { shop: SHOP }, clock));
  try {
    setUpShop(register);
    await withFile(folder, 'catalogue.csv', async (file) => {
      writeCatalogueFile(file, articles);
      valueOf(await importProducts(register, file, 'en'));
    });
    const memberImport = await importBenchMembers(register, members);
    note(`  ${members} members are in after ${memberImport.seconds.toFixed(0)} s`);
    ringHistory(register, clock, sizes, (day) => {
      if (day % 100 === 0) note(`  day ${day} of ${DAYS}`);
      if (day % 10 === 0) register.store.checkpoint();
    });
    clock.set(EVENING_UTC_MS);
    note('  counting what was bought');
    while (updateInsight(register, { stepsMax: 100_000 }).left > 0) register.store.checkpoint();
    await startPromotions(register, members);
    register.store.emptyLog();
    writeFileSync(join(folder, MEASURED_FILE), JSON.stringify({ memberImport } satisfies BuildMeasures));
  } finally {
    register.store.close();
  }
}

export function readBuildMeasures(folder: string): BuildMeasures {
  return JSON.parse(readFileSync(join(folder, MEASURED_FILE), 'utf8')) as BuildMeasures;
}

function setUpShop(register: Register): void {
  const rates = (rateBp: number) => [{ validFrom: '1970-01-01', rateBp }];
  const value = [
    ...register.settings.taxCategories,
    { code: 'standard', name: '增值税', isIncluded: true, rates: rates(1_300) },
  ];
  valueOf(changeSettings(register, { section: 'taxCategories', value }));
  valueOf(changeSettings(register, { section: 'defaultTaxCode', value: 'standard' }));
  const departments = DEPARTMENTS.map((code) => ({
    code,
    name: code,
    taxCode: 'standard',
    minimumAge: null,
  }));
  valueOf(
    changeSettings(register, {
      section: 'departments',
      value: [...register.settings.departments, ...departments],
    }),
  );
  valueOf(addFirstManager(register, MANAGER));
}

async function importBenchMembers(register: Register, count: number): Promise<BuildMeasures['memberImport']> {
  const { folder } = register.store;
  const bytesBefore = databaseBytes(register);
  const run = await withFile(folder, 'members.csv', (file) => {
    writeMemberFile(file, count);
    return timeOnce(async () => valueOf(await importMembers(register, file, 'en')));
  });
  if (run.value.added !== count) throw new Error(`${run.value.added} members were imported`);
  const bytes = databaseBytes(register) - bytesBefore;
  const { seconds, processorSeconds } = run;
  return { seconds, processorSeconds, bytes, floorSeconds: await insertBareMembers(folder, count) };
}

function databaseBytes({ store }: Register): number {
  store.emptyLog();
  return statSync(join(store.folder, DATABASE_FILE)).size;
}

/** The least that as many members are: a row each, found by its number and its phone. */
function insertBareMembers(folder: string, count: number): Promise<number> {
  return withFile(folder, 'bare.db', async (file) => {
    const db = new Database(file);
    db.exec(
      `CREATE TABLE member (serial INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE, phone TEXT NOT NULL UNIQUE)
       STRICT`,
    );
    const insert = db.prepare('INSERT INTO member (number, phone) VALUES (?, ?)');
    const insertAll = db.transaction(() => {
      for (let row = 0; row < count; row += 1) {
        const { code, phone } = benchMember(row);
        insert.run(code, phone);
      }
    });
    const { seconds } = await timeOnce(() => insertAll());
    db.close();
    return seconds;
  });
}

/** The rules begin when the history is rung, so that every figure meets them unused. The first regulars have coupons. */
async function startPromotions(register: Register, memberCount: number): Promise<void> {
  await withFile(register.store.folder, 'promotions.json', async (file) => {
    writePromotionFile(file, goShopping(register, createChance(1), memberCount).articles);
    valueOf(importPromotions(register, file, 'en'));
    return Promise.resolve();
  });
  const count = Math.min(MEMBERS_WITH_COUPONS, memberCount);
  const to = Array.from({ length: count }, (_, row) => memberIdAt(register, row));
  for (const { id, coupon } of register.store.promotions.active()) {
    if (coupon?.holder === 'owner') valueOf(issueCoupons(register, { ruleId: id, to, reason: 'bench' }));
  }
}

async function withFile<T>(folder: string, name: string, use: (path: string) => Promise<T>): Promise<T> {
  const path = join(folder, name);
  const value = await use(path);
  rmSync(path);
  return value;
}
