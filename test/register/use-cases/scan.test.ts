import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { mod10CheckDigit } from '../../../domain/barcode/check-digit.ts';
import { takeSnapshot } from '../../../register/snapshot.ts';
import { voidBasket } from '../../../register/use-cases/change-basket.ts';
import { changeSettings } from '../../../register/use-cases/change-settings.ts';
import { scan, type ScanContext } from '../../../register/use-cases/scan.ts';
import {
  codeOf,
  errorOf,
  expectBooksHold,
  lineAt,
  manager,
  okOf,
  openSellingTill,
  saveArticles,
  type TestTill,
  articles,
} from '../till.ts';

let till: TestTill;
beforeAll(() => {
  till = openSellingTill();
});
afterAll(() => {
  expectBooksHold(till.register);
  till.remove();
});
afterEach(() => {
  if (takeSnapshot(till.register).basket) okOf(voidBasket(till.register, { reason: 'test' }));
});

function add(code: string, context?: ScanContext) {
  const outcome = okOf(scan(till.register, code, context));
  if (outcome.kind !== 'added') throw new Error(`${code} was no article but ${outcome.kind}`);
  return { articleCode: outcome.articleCode, line: lineAt(till.register, -1) };
}

function label(digits: string): string {
  return digits + String(mod10CheckDigit(digits));
}

describe('a scanned code adds', () => {
  test.each([
    ['an EAN-13', '5000112637922', 'crisps'],
    ['an EAN-13 with the scanner’s mark', ']E05000112637922', 'crisps'],
    ['an EAN-13 in GS1 brackets', '(01)05000112637922', 'crisps'],
    ['a UPC-E', '04252614', 'UPCE'],
    ['the UPC-A that it is short for', '042100005264', 'UPCE'],
    ['an own code', 'crisps', 'crisps'],
    ['an own code that looks like an EAN with a bad check digit', '4006381333932', '4006381333932'],
  ])('%s', (_, code, articleCode) => {
    if (articleCode === 'crisps' && code === 'crisps')
      saveArticles(till.register, [{ ...articles[0], code: 'CRISPS', name: 'Crisps', barcodes: [] }]);
    const expected = code === 'crisps' ? 'CRISPS' : articleCode;
    expect(add(code).articleCode).toBe(expected);
  });

  test('as many as were typed before it, at the price and age that the counter was asked for', () => {
    saveArticles(till.register, [
      { ...articles[4], code: 'GIN' },
      { ...articles[5], code: 'FLOWERS' },
    ]);
    expect(add('5000112637922', { quantityThousandths: 3_000 }).line.quantityThousandths).toBe(3_000);
    expect(codeOf(scan(till.register, 'GIN'))).toBe('article-needs-age');
    expect(add('GIN', { confirmedAge: 21 }).line.confirmedAge).toBe(21);
    expect(codeOf(scan(till.register, 'FLOWERS'))).toBe('article-needs-price');
    expect(add('FLOWERS', { unitPriceE4: 30_000 }).line.listPriceE4).toBe(30_000);
  });

  test('what the shop’s label weighs', () => {
    const { articleCode, line } = add(label('210012300735'), { quantityThousandths: 5_000 });
    expect(articleCode).toBe('123');
    expect(line).toMatchObject({ quantityThousandths: 735, listPriceE4: 150_000, unit: 'kg' });
    expect(takeSnapshot(till.register).basket!.totalMinor).toBe(1_103);
  });

  test('as many pieces as a GS1 label counts, and what it weighs where the article goes by weight', () => {
    const pack = ']C10105000112637922';
    expect(add(`${pack}3004`).line.quantityThousandths).toBe(4_000);
    // What a pack of pieces weighs is no number of pieces.
    expect(add(`${pack}3103002000`).line.quantityThousandths).toBe(1_000);
    expect(add(`${pack}310300200030012`).line.quantityThousandths).toBe(12_000);
    expect(add(`${pack}3004`, { quantityThousandths: 3_000 }).line.quantityThousandths).toBe(4_000);
    const gtin14 = label('9987654321092');
    saveArticles(till.register, [{ ...articles[1], barcodes: [gtin14] }]);
    const apples = `]C101${gtin14}3103000735`;
    expect(add(`${apples}3006`).line).toMatchObject({ quantityThousandths: 735, unit: 'kg' });
    for (const none of ['300', '3000000000']) {
      expect(codeOf(scan(till.register, `${pack}${none}`))).toBe('quantity-invalid');
    }
  });

  test('one piece at what the shop’s label costs, which may differ from the article’s price', () => {
    const { articleCode, line } = add(label('220007700599'));
    expect(articleCode).toBe('77');
    expect(line).toMatchObject({ quantityThousandths: 1_000, listPriceE4: 59_900 });
  });
});

describe('a scanned code is refused', () => {
  test('when the label says a price or weight of nothing', () => {
    expect(codeOf(scan(till.register, label('220007700000')))).toBe('article-needs-price');
    expect(codeOf(scan(till.register, label('210012300000')))).toBe('quantity-invalid');
  });

  test('when it is misread, with what is wrong for the reader to say in any language', () => {
    expect(errorOf(scan(till.register, '5000112637923'), 'code-unreadable')).toMatchObject({
      fault: { code: 'barcode-check-digit' },
    });
    for (const code of ['', ' ', '\u0000', 'x'.repeat(100_000), '2100123007350']) {
      expect(codeOf(scan(till.register, code))).toBe('code-unreadable');
    }
  });

  test('when the goods have passed the last day on which their label lets them be sold', () => {
    // It is 2 November 2026 at the counter.
    const gtin = '0105000112637922';
    const expired = errorOf(scan(till.register, `]C1${gtin}17261101`), 'goods-expired');
    expect(expired).toMatchObject({ name: 'Crisps', date: '2026-11-01' });
    expect(codeOf(scan(till.register, `]d2${gtin}70032611012359\u001d10A`))).toBe('goods-expired');
    expect(codeOf(scan(till.register, `(01)05000112637922(16)261101(17)261231`))).toBe('goods-expired');
    const link = 'https://example.com/01/05000112637922?17=251200';
    expect(errorOf(scan(till.register, link), 'goods-expired')).toMatchObject({ date: '2025-12-31' });
    expect(takeSnapshot(till.register).basket).toBeNull();
    for (const good of ['17261102', '17261200', '15251101', '17270101']) add(`]C1${gtin}${good}`);
  });

  test('when their batch is blocked, that batch alone', () => {
    const { register } = till;
    const blockedBatches = [{ barcode: '5000112637922', batch: 'L-77' }];
    const approval = { staffCode: manager.code, pin: manager.pin };
    okOf(changeSettings(register, { section: 'blockedBatches', value: blockedBatches }, approval));
    const gtin = '0105000112637922';
    expect(errorOf(scan(register, `]C1${gtin}10L-77`), 'batch-blocked')).toMatchObject({ batch: 'L-77' });
    expect(codeOf(scan(register, `https://example.com/01/05000112637922/10/L-77`))).toBe('batch-blocked');
    for (const good of ['10L-7', '10L-777', '10l-77', '21L-77']) add(`]C1${gtin}${good}`);
    okOf(voidBasket(register, { reason: 'test' }));
    okOf(changeSettings(register, { section: 'blockedBatches', value: [] }, approval));
    add(`]C1${gtin}10L-77`);
  });

  test('when the price on their label is in another currency', () => {
    const gtin = '0105000112637922';
    const { currency } = till.register.settings.shop;
    const [own, other] = currency === 'CNY' ? ['156', '826'] : ['826', '156'];
    expect(codeOf(scan(till.register, `]C1${gtin}3932${other}1999\u001d301`))).toBe('label-currency');
    expect(add(`]C1${gtin}3932${own}1999\u001d301`).line.listPriceE4).toBe(199_900);
    expect(add(`]C1${gtin}39221999\u001d301`).line.listPriceE4).toBe(199_900);
  });

  test('when no article has it', () => {
    expect(errorOf(scan(till.register, '4006381333931'), 'code-unknown')).toMatchObject({
      scanned: '4006381333931',
    });
    expect(codeOf(scan(till.register, 'NOSUCH'))).toBe('code-unknown');
    expect(codeOf(scan(till.register, label('210099900735')))).toBe('code-unknown');
  });

  test('when it is something else than an article', () => {
    expect(codeOf(scan(till.register, 'HY:12345678'))).toBe('code-not-for-sale');
  });
});

describe('a scanned code is named and changes nothing', () => {
  test('when it is a receipt', () => {
    const outcome = okOf(scan(till.register, 'shop-01-1-000042', { expecting: 'receipt' }));
    expect(outcome).toMatchObject({ kind: 'receipt', receiptNumber: 'SHOP-01-1-000042' });
  });

  test('when it is a payment code', () => {
    const code = '134567890123456789';
    expect(okOf(scan(till.register, code, { expecting: 'payment' }))).toEqual({
      kind: 'payment',
      authCode: code,
    });
  });
});
