import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readPromotions } from '../../../domain/promotions/promotion-file.ts';
import { openCommandFolder, type CommandFolder } from './command-folder.ts';

const examples = [...readFileSync('docs/pricing.md', 'utf8').matchAll(/```json\n([\s\S]*?)```/g)].map(
  ([, text]) => text!,
);
const knows = { hasArticle: () => true, hasDepartment: () => true };

describe('guitai price', () => {
  let cli: CommandFolder;

  beforeEach(() => {
    cli = openCommandFolder();
  });
  afterEach(() => cli.remove());

  function write(basket: unknown): string {
    const file = join(cli.folder, 'basket.json');
    writeFileSync(file, typeof basket === 'string' ? basket : JSON.stringify(basket));
    return file;
  }

  test('prices the basket of the manual, and says of each rule what became of it', async () => {
    const file = write(examples[1]!);
    const text = await cli.runOk('price', file);
    expect(text).toContain('Second tea at half price (second-half): applied, −¥4.95, on 1');
    expect(text).toContain('Welcome (welcome): applied, −¥5.00');
    expect(text).toContain('Spend 100, save 20 (spend-100): not applied;');
    expect(await cli.json('price', file)).toMatchObject({
      totalMinor: 4_485,
      rules: expect.arrayContaining([
        expect.objectContaining({ ruleId: 'second-half', kind: 'applied', savesMinor: 495 }),
      ]),
    });
    expect(await cli.runOk('price', file, '--language', 'zh-CN')).toContain(
      '茶第二件半价 (second-half)：已享',
    );
  });

  test('says which field of the file is wrong', async () => {
    const line = { unitPriceE4: 10_000 };
    const basket = { currency: 'CNY', at: '2026-11-22T15:30', lines: [line] };
    const refused = (changes: object) => cli.refused(1, 'price', write({ ...basket, ...changes }));
    expect(await refused({ lines: [] })).toContain('field lines: The list is too short; give at least 1.');
    expect(await refused({ lines: [{ ...line, quantityThousandths: -1 }] })).toContain(
      'field lines.0.quantityThousandths: The number is negative',
    );
    expect(
      await refused({
        lines: [
          { ...line, id: 'a' },
          { ...line, id: 'a' },
        ],
      }),
    ).toContain('lines.1.id');
    expect(await refused({ lines: [{ unitPriceE4: 9e12, quantityThousandths: 1e9 }] })).toContain(
      'lines.0.unitPriceE4: The number is too large',
    );
    expect(await refused({ at: 'now' })).toContain('field at: The value has not the form');
    expect(await refused({ currency: 'XXQ' })).toContain('field currency');
    expect(await refused({ basket: 1 })).toContain('There is no field “basket” here');
    expect(
      await refused({ promotions: [{ id: 'a', name: { en: 'A', 'zh-CN': '甲' }, offer: { kind: 'gift' } }] }),
    ).toContain('Rule a, field offer.kind: There is no such kind');
    expect(await cli.refused(1, 'price', write('{'))).toContain('The file is no JSON');
    expect(await cli.refused(1, 'price', join(cli.folder, 'none.json'))).toContain('cannot be read (ENOENT)');
  });
});

describe('docs/pricing.md', () => {
  test('shows a file of rules that is read', () => {
    expect(readPromotions(examples[0]!, knows)).toMatchObject({ ok: true });
  });

  test('shows an offer of every kind that is read', () => {
    const manual = readFileSync('docs/pricing.md', 'utf8');
    const offers = [...manual.matchAll(/^\| `[a-z-]+` \| `(\{.*?\})`/gm)].map(([, offer]) =>
      JSON.parse(offer!),
    );
    const schema = JSON.parse(readFileSync('docs/promotions.schema.json', 'utf8'));
    const kinds = JSON.stringify(schema)
      .match(/"const":"[a-z-]+"/g)!
      .map((each) => each.slice(9, -1));
    const name = { en: 'Rule', 'zh-CN': '规则' };
    const promotions = offers.map((offer, index) => ({ id: `rule-${index}`, name, offer }));
    expect(readPromotions(JSON.stringify({ promotions }), knows)).toMatchObject({ ok: true });
    const shown = new Set(offers.map(({ kind }) => kind));
    expect(kinds.filter((kind) => kind !== 'all' && kind !== 'largest-line' && !shown.has(kind))).toEqual([]);
  });
});
