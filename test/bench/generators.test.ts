import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Article } from '../../domain/article.ts';
import { readPromotions } from '../../domain/promotions/promotion-file.ts';
import { DEPARTMENTS } from './catalogue-file.ts';
import { benchMember, writeMemberFile } from './member-file.ts';
import { PROMOTIONS, writePromotionFile } from './promotion-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'guitai-bench-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

const articles = Array.from({ length: 1_000 }, (_, index): Article => ({
  code: `A${index}`,
  name: `article ${index}`,
  priceE4: 10_000 + index * 100,
  floorPriceE4: null,
  department: DEPARTMENTS[index % DEPARTMENTS.length]!,
  taxCode: null,
  unit: 'each',
  brand: '',
  packSize: '',
  minimumAge: null,
  depositCode: null,
  isActive: true,
  barcodes: [],
}));

describe('the promotions of the bench', () => {
  it('are two hundred rules that a shop could import, of every kind, some of them coupons', () => {
    const path = join(folder, 'promotions.json');
    writePromotionFile(path, articles);
    const text = readFileSync(path, 'utf8');
    const codes = new Set(articles.map(({ code }) => code));
    const read = readPromotions(text, {
      hasArticle: (code) => codes.has(code),
      hasDepartment: (code) => DEPARTMENTS.includes(code),
    });
    if (!read.ok) throw new Error(JSON.stringify(read.error.slice(0, 3)));
    expect(read.value).toHaveLength(200);
    expect(PROMOTIONS).toBe(200);
    expect(new Set(read.value.map(({ offer }) => offer.kind)).size).toBe(23);
    expect(new Set(read.value.map(({ coupon }) => coupon?.holder ?? null))).toEqual(
      new Set([null, 'owner', 'bearer']),
    );
    writePromotionFile(path, articles);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});

describe('the members of the bench', () => {
  it('have numbers, phones and cards of their own, and are the same in every run', () => {
    const path = join(folder, 'members.csv');
    writeMemberFile(path, 20_000);
    const text = readFileSync(path, 'utf8');
    const rows = text.trimEnd().split('\n').slice(1);
    expect(rows).toHaveLength(20_000);
    const members = rows.map((_, row) => benchMember(row));
    expect(new Set(members.flatMap(({ code, phone }) => [code, phone])).size).toBe(40_000);
    expect(rows[12_345]).toContain(`${members[12_345]!.code},`);
    expect(rows[12_345]).toContain(`,${members[12_345]!.phone},`);
    const cards = members.flatMap(({ card }) => (card === '' ? [] : [card]));
    expect(new Set(cards).size).toBe(cards.length);
    writeMemberFile(path, 20_000);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});
