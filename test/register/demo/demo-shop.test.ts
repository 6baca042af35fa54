import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyStore } from '../../../db/verify.ts';
import { mod10CheckDigit } from '../../../domain/barcode/check-digit.ts';
import { parseBarcode } from '../../../domain/barcode/retail-code.ts';
import { businessDateAt } from '../../../domain/business-date.ts';
import { createDemoShop } from '../../../register/demo/demo-shop.ts';
import { demoMembers } from '../../../register/demo/demo-members.ts';
import { demoPromotions } from '../../../register/demo/demo-promotions.ts';
import { openTill } from '../../../register/open-till.ts';
import { settingsChange } from '../../../register/contract/settings.ts';
import type { Register } from '../../../register/register.ts';
import { takeSnapshot } from '../../../register/snapshot.ts';
import { setMember } from '../../../register/use-cases/basket-membership.ts';
import { voidBasket } from '../../../register/use-cases/change-basket.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { findCode, scan } from '../../../register/use-cases/scan.ts';
import { setPrice } from '../../../register/use-cases/change-lines.ts';
import { openShift } from '../../../register/use-cases/shifts.ts';
import { signIn, signOut } from '../../../register/use-cases/sign-in.ts';
import { basketOf, codeOf, errorOf, factsOf, okOf, payAll } from '../till.ts';

interface PackedRow {
  readonly stock_code: string;
  readonly barcode: string;
  readonly name: string;
  readonly price_minor: string;
  readonly department: string;
  readonly deposit: string;
}

const packed = readFileSync(resolve(import.meta.dirname, '../../../register/demo/demo-articles.csv.gz'));
const rows = Papa.parse<PackedRow>(gunzipSync(packed).toString('utf8'), {
  header: true,
  skipEmptyLines: true,
}).data;
const codeOfRow = (row: PackedRow) => row.stock_code || row.barcode;

describe('the packed catalogue', () => {
  test('is small, and has the gift shop and some thousand groceries', () => {
    expect(packed.length).toBeLessThan(250 * 1024);
    expect(rows.filter(({ barcode }) => barcode !== '').length).toBeGreaterThan(2_800);
    expect(rows.filter(({ barcode }) => barcode === '').length).toBeGreaterThan(4_600);
    expect(rows.filter(({ name }) => /\p{Script=Han}/u.test(name)).length).toBeGreaterThan(100);
  });

  test('has every code once, and every barcode valid and once', () => {
    expect(new Set(rows.map(codeOfRow)).size).toBe(rows.length);
    const gtins = rows.flatMap(({ barcode }) => {
      const parsed = barcode === '' ? null : parseBarcode(barcode);
      return parsed ? [parsed.ok ? parsed.value.gtin14 : `${barcode} is none`] : [];
    });
    expect(gtins.filter((gtin) => !/^\d{14}$/.test(gtin))).toEqual([]);
    expect(new Set(gtins).size).toBe(gtins.length);
  });

  test('has a plain name and a price for all but what the counter prices', () => {
    expect(rows.filter(({ name }) => !/^\S.{1,79}$/u.test(name) || /\?|\s\s/.test(name))).toEqual([]);
    const unpriced = rows.filter(({ price_minor: price }) => !/^[1-9]\d*$/.test(price));
    expect(new Set(unpriced.map(({ department }) => department))).toEqual(new Set(['deli']));
  });
});

describe('the demo shop', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guitai-demo-'));
  let register: Register;
  let createMs: number;

  beforeAll(async () => {
    const startMs = performance.now();
    okOf(await createDemoShop(folder, 'en'));
    register = okOf(openTill(folder));
    createMs = performance.now() - startMs;
    okOf(openShift(register, 10_000));
  }, 60_000);

  afterAll(() => {
    register.store.close();
    rmSync(folder, { recursive: true });
  });

  test('is ready to sell in seconds', () => {
    // Three on an idle machine, of which this allows for a busy one.
    expect(createMs).toBeLessThan(15_000);
  });

  test('takes every packed row in one entry, and refuses none', () => {
    const imports = factsOf(register, 'catalogue.imported');
    expect(imports).toHaveLength(1);
    expect(imports[0]).toMatchObject({ addedCount: rows.length, rejectedCount: 0 });
  });

  test('takes five thousand members in one entry, and doubts none', () => {
    expect(factsOf(register, 'members.imported')).toMatchObject([{ addedCount: 5_000, rejectedCount: 0 }]);
    expect(register.store.members.count()).toBe(5_000);
  });

  test('has the tiers that its members have, at what they spent', () => {
    const { list } = register.settings.loyalty.tiers;
    const days = { takenOver: '2026-08-22', today: '2026-11-22' };
    const earned = ({ spentMinor }: { spentMinor: number }) =>
      list.findLast(({ from }) => spentMinor >= from);
    expect(demoMembers(days).filter((member) => earned(member)?.code !== member.tier)).toEqual([]);
  });

  test('has all its promotions on, and coupons in the hands of members', () => {
    expect(register.store.promotions.active()).toHaveLength(demoPromotions().length);
    const issued = factsOf(register, 'coupons.issued');
    expect(issued.map(({ ruleId }) => ruleId).sort()).toEqual([
      'coupon-birthday',
      'coupon-first',
      'coupon-thanks',
    ]);
    const [coupon] = issued[0]!.coupons;
    expect(register.store.members.byId(coupon!.memberId!)).not.toBeNull();
  });

  test('shows a basket of its own goods with several promotions, and a member’s points', () => {
    okOf(signIn(register, '1', '1111'));
    const today = businessDateAt(Date.now(), 'Europe/London', 240);
    const { code: number } = demoMembers({ takenOver: today, today }).find(
      ({ tier, points }) => tier === 'silver' && points >= 500,
    )!;
    const member = register.store.members.byNumber(number)!;
    okOf(setMember(register, member.memberId));
    for (const code of ['85123A', '21733', '22697', '22698', '22699', '5053990138722', '5000157077745']) {
      okOf(scan(register, code));
    }
    const shown = takeSnapshot(register);
    const rules = new Set(shown.basket!.lines.flatMap(({ savings }) => savings.map(({ ruleId }) => ruleId)));
    expect([...rules].sort()).toEqual(
      expect.arrayContaining(['candles-more', 'second-half', 'teacups-free', 'tier-percent']),
    );
    expect(shown.member).toMatchObject({ number, tier: { code: 'silver' } });
    expect(shown.offers!.points!.max).toBeGreaterThan(0);
    okOf(voidBasket(register, { reason: 'only a look' }));
    signOut(register);
  });

  test('has settings that the contract accepts', () => {
    const refused = Object.entries(register.settings).filter(
      ([section, value]) => !settingsChange.safeParse({ section, value }).success,
    );
    expect(refused).toEqual([]);
  });

  test('finds every article by what is scanned', () => {
    const lost = rows.filter((row) => {
      const found = findCode(register, row.barcode || row.stock_code, 'article');
      return !found.ok || found.value.article?.code !== codeOfRow(row);
    });
    expect(lost).toEqual([]);
  });

  test('has a department for every article, and says which prices are invented', () => {
    const names = new Map(register.settings.departments.map(({ code, name }) => [code, name]));
    expect(rows.filter(({ department }) => !names.has(department))).toEqual([]);
    const groceries = rows.filter(({ barcode }) => barcode !== '');
    expect(groceries.filter(({ department }) => !names.get(department)!.includes('demo prices'))).toEqual([]);
    const gift = rows.find(({ stock_code: code }) => code === '85123A')!;
    expect(names.get(gift.department)).not.toContain('demo prices');
  });

  test('has six groups of twenty tiles, each of an article', () => {
    const { tileGroups } = register.settings;
    expect(tileGroups.map(({ tiles }) => tiles.length)).toEqual([20, 20, 20, 20, 20, 20]);
    const codes = tileGroups.flatMap(({ tiles }) => tiles.map(({ articleCode }) => articleCode));
    expect(codes.filter((code) => register.store.catalogue.byCode(code) === null)).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
  });

  test('signs everybody in with the PIN that it shows', () => {
    const pins = register.settings.demo?.pins ?? [];
    expect(pins).toHaveLength(5);
    for (const { staffCode, pin } of pins) {
      expect(okOf(signIn(register, staffCode, pin)).code).toBe(staffCode);
      signOut(register);
    }
  });

  test('sells a gift with VAT and food without, and the bottle with its deposit', () => {
    okOf(signIn(register, '1', '1111'));
    okOf(scan(register, '85123A'));
    expect(basketOf(register).lines[0]).toMatchObject({ name: 'White Hanging Heart T-Light Holder' });
    okOf(scan(register, '5000169266618'));
    okOf(scan(register, '5000112552157'));
    const { lines } = basketOf(register);
    expect(lines.map(({ taxCode }) => taxCode)).toEqual(['standard', 'zero', 'standard', 'none']);
    expect(lines[3]).toMatchObject({ articleCode: 'DEPOSIT', linkedTo: lines[2]!.id });
    payAll(register);
    signOut(register);
  });

  test('weighs loose fruit, and reads its scale’s and its delicatessen’s labels', () => {
    okOf(signIn(register, '3', '3333'));
    errorOf(scan(register, '4011'), 'article-needs-weight');
    okOf(addArticle(register, '4011', { quantityThousandths: 640 }));
    okOf(scan(register, withCheckDigit('210401101230')));
    okOf(scan(register, withCheckDigit('220050100499')));
    expect(basketOf(register).lines).toMatchObject([
      { articleCode: '4011', quantityThousandths: 640 },
      { articleCode: '4011', quantityThousandths: 1_230 },
      { articleCode: '501', listPriceE4: 49_900 },
    ]);
    payAll(register);
    signOut(register);
  });

  test('asks the age for beer, and the manager for a price that a cashier sets', () => {
    okOf(signIn(register, '2', '2222'));
    errorOf(scan(register, '5060154911183'), 'article-needs-age');
    okOf(scan(register, '5060154911183', { confirmedAge: 18 }));
    const { id } = basketOf(register).lines[0]!;
    expect(codeOf(setPrice(register, id, 10_000))).toBe('approval-needed');
    okOf(setPrice(register, id, 10_000, { staffCode: '9', pin: '9999', reason: 'damaged can' }));
    payAll(register, 'card');
    signOut(register);
  });

  test('keeps books that hold', () => {
    expect(verifyStore(register.store).fault).toBeNull();
  });
});

describe('a demo shop that is made again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guitai-demo-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('goes on where it was cut short, and then stays as it is', async () => {
    const shop = { code: 'DEMO', name: 'Cut short', currency: 'GBP', zone: 'Europe/London' } as const;
    okOf(openTill(folder, { shop: { ...shop, cutOverMinutes: 240, language: 'zh-CN' } })).store.close();
    okOf(await createDemoShop(folder, 'zh-CN'));
    const head = headOf(folder);
    expect(okOf(await createDemoShop(folder, 'zh-CN')).articleCount).toBe(rows.length);
    expect(headOf(folder)).toEqual(head);
  }, 60_000);

  test('is refused where another till is', async () => {
    const other = join(folder, 'other');
    okOf(openTill(other)).store.close();
    expect(codeOf(await createDemoShop(other, 'en'))).toBe('store-not-empty');
  });
});

function withCheckDigit(digits: string): string {
  return `${digits}${mod10CheckDigit(digits)}`;
}

function headOf(folder: string) {
  const register = okOf(openTill(folder));
  try {
    return register.store.journal.head();
  } finally {
    register.store.close();
  }
}
