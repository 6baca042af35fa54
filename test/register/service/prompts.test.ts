import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { RegisterError } from '../../../domain/errors.ts';
import type { Result } from '../../../domain/result.ts';
import type { ServiceClient } from '../../../register/service/client.ts';
import { createFolder, openCounter, startServiceProcess, valueOf } from './service-process.ts';

const ARTICLES = `sku,name,price,department,unit,minimum_age,deposit,barcode
4011,Bananas,1.50,fruit,kg,,,
COLA,Cola,0.99,drinks,each,,BOTTLE,5000112637922
BOTTLE,Bottle deposit,0.15,drinks,each,,,
GIN,Gin,18.00,spirits,each,18,,
ROSES,Roses,0,fruit,each,,,
`;

let client: ServiceClient;
beforeAll(async () => {
  const folder = createFolder();
  ({ client } = await startServiceProcess(folder));
  await openCounter(client);
  const departments = ['fruit', 'drinks', 'spirits'].map((code) => {
    return { code, name: code, taxCode: 'none', minimumAge: code === 'spirits' ? 18 : null };
  });
  valueOf(await client.till.changeSettings({ section: 'departments', value: departments }));
  const path = join(folder, 'articles.csv');
  writeFileSync(path, ARTICLES);
  for await (const event of await client.catalogue.importProducts({ path, language: 'en' })) {
    if (event.state === 'ended') valueOf(event.result);
  }
});

async function errorOf(answer: Promise<Result<unknown>>): Promise<RegisterError> {
  const result = await answer;
  if (result.ok) throw new Error('nothing was refused');
  return result.error;
}

async function lastLine(answer: Promise<Result<unknown>>): Promise<unknown> {
  valueOf(await answer);
  return valueOf(await client.basket.read()).basket?.lines.at(-1);
}

describe('what a scan asks is enough to ask it and to answer', () => {
  // What one customer confirmed is not asked of them again, so each test is another customer.
  afterEach(async () => void valueOf(await client.basket.void({ approval: { reason: 'end of the test' } })));

  test('a weight, with its tare', async () => {
    const asked = await errorOf(client.basket.scan({ code: '4011' }));
    expect(asked).toEqual({
      code: 'article-needs-weight',
      name: 'Bananas',
      articleCode: '4011',
      unitPriceE4: 15_000,
    });
    const weighed = { articleCode: '4011', quantityThousandths: 1_020, tareGrams: 20 };
    expect(await lastLine(client.basket.addArticle(weighed))).toMatchObject({
      quantityThousandths: 1_000,
      tareGrams: 20,
      unit: 'kg',
      totalMinor: 150,
    });
  });

  test('an age', async () => {
    const asked = await errorOf(client.basket.scan({ code: 'GIN' }));
    expect(asked).toEqual({ code: 'article-needs-age', name: 'Gin', articleCode: 'GIN', age: 18 });
    expect(await lastLine(client.basket.scan({ code: 'GIN', confirmedAge: 18 }))).toMatchObject({
      articleCode: 'GIN',
      confirmedAge: 18,
    });
  });

  test('a price', async () => {
    const asked = await errorOf(client.basket.scan({ code: 'ROSES', quantityThousandths: 2_000 }));
    expect(asked).toEqual({ code: 'article-needs-price', name: 'Roses', articleCode: 'ROSES' });
    const answered = client.basket.scan({
      code: 'ROSES',
      quantityThousandths: 2_000,
      unitPriceE4: 25_000,
    });
    expect(await lastLine(answered)).toMatchObject({ totalMinor: 500 });
  });

  test('a department for a barcode that nothing has', async () => {
    const asked = await errorOf(client.basket.scan({ code: '4006381333931' }));
    expect(asked).toEqual({ code: 'code-unknown', scanned: '4006381333931' });
    const sold = { barcode: '4006381333931', unitPriceE4: 20_000, department: 'spirits' };
    expect(await errorOf(client.basket.addDepartmentSale(sold))).toMatchObject({
      code: 'article-needs-age',
      articleCode: null,
      age: 18,
    });
    const answered = client.basket.addDepartmentSale({ ...sold, confirmedAge: 18 });
    expect(await lastLine(answered)).toMatchObject({ articleCode: null, barcode: '4006381333931' });
  });

  test('and what is linked comes along', async () => {
    const { basket } = valueOf(await client.basket.addArticle({ articleCode: 'COLA' }));
    const [cola, bottle] = basket!.lines.slice(-2);
    expect(bottle).toMatchObject({ articleCode: 'BOTTLE', linkedTo: cola?.id });
  });
});

describe('the catalogue', () => {
  test('gives tiles in the order asked, without what is not sold', async () => {
    const tiles = valueOf(await client.catalogue.byCodes({ codes: ['GIN', 'nothing', '4011'] }));
    expect(tiles).toEqual([
      { code: 'GIN', name: 'Gin', priceE4: 180_000, unit: 'each', department: 'spirits' },
      { code: '4011', name: 'Bananas', priceE4: 15_000, unit: 'kg', department: 'fruit' },
    ]);
  });

  test('checks a price without ringing it', async () => {
    const before = valueOf(await client.basket.read());
    const checked = valueOf(await client.catalogue.priceCheck({ code: '5000112637922' }));
    expect(checked).toMatchObject({ totalMinor: 114, linked: { name: 'Bottle deposit' } });
    expect(valueOf(await client.basket.read())).toEqual(before);
  });

  test('answers a search with what a list shows', async () => {
    expect(valueOf(await client.catalogue.search({ text: 'banan', limit: 20 }))).toMatchObject([
      { code: '4011', name: 'Bananas', priceE4: 15_000, unit: 'kg', department: 'fruit', barcodes: [] },
    ]);
  });
});
