import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTill } from '../../../register/open-till.ts';
import { addDepartmentSale } from '../../../register/use-cases/add-lines.ts';
import { beginCheckout, takeTender } from '../../../register/use-cases/checkout.ts';
import { openShift } from '../../../register/use-cases/shifts.ts';
import { okOf } from '../till.ts';
import { openCommandFolder, type CommandFolder } from './command-folder.ts';

let cli: CommandFolder;

const catalogue = [
  'sku,name,price,unit,min_age',
  'A1,Tea,1.99,each,',
  'A2,Rice,2.50,kg,',
  'A3,Gin,18,each,18',
  'A4,Gift,,each,',
  '',
];

describe('a till on the command line', () => {
  beforeEach(() => {
    cli = openCommandFolder();
  });
  afterEach(() => cli.remove());

  test('is set up once', async () => {
    expect(
      await cli.runOk(
        'init',
        '--shop-code',
        'LON',
        '--till',
        '2',
        '--currency',
        'EUR',
        '--zone',
        'Europe/Paris',
      ),
    ).toBe(`The till LON-2 is set up in ${cli.data}.\n`);
    expect(await cli.refused(1, 'init')).toContain('already');
    rmSync(cli.data, { recursive: true });
    expect(await cli.json('init', '--manager', 'eve', '--pin', '4711')).toMatchObject({ tillCode: '01' });
    expect(await cli.refused(1, 'shift', 'open', '0')).toContain('sign in');
    await cli.runOk('shift', 'open', '0', '--staff', 'eve', '--pin', '4711');
  });

  test('is not set up with a PIN that is none', async () => {
    expect(await cli.refused(1, 'init', '--manager', 'eve', '--pin', '12')).toContain('four to eight digits');
    expect(existsSync(cli.data)).toBe(false);
  });

  test('imports, sells, refunds, moves cash, closes and verifies, each with one document where asked', async () => {
    const file = join(cli.folder, 'articles.csv');
    writeFileSync(file, [...catalogue, 'A5,,1.00,each,', 'A6,Bad,-1,each,'].join('\n'));
    expect(await cli.json('import', 'products', file)).toEqual({
      rows: 6,
      added: 4,
      changed: 0,
      unchanged: 0,
      ignoredColumns: [],
      rejected: 2,
      rejectedFile: `${file}.rejected.csv`,
    });
    const rejected = readFileSync(`${file}.rejected.csv`, 'utf8').split('\n');
    expect(rejected[0]).toBe('\uFEFFline,reason');
    expect(rejected[2]).toMatch(/is not a price.*,A6,Bad,-1,each,$/);
    expect(await cli.json('shift', 'open', '100')).toMatchObject({ number: 1 });
    expect(
      await cli.json('sell', '2*A1', '0.735*A2', 'A4@5.00', 'A3', '--age', '21', '--amount', '50'),
    ).toMatchObject({
      receiptNumber: 'SHOP-01-1-000001',
      totalMinor: 2_882,
      changeMinor: 2_118,
    });
    expect(await cli.runOk('sell', 'A1', '--tender', 'card', '--reference', 'T-1')).toBe(
      'Receipt SHOP-01-1-000002: paid £1.99.\n',
    );
    expect(await cli.runOk('refund', 'SHOP-01-1-000001', '1', '0.1*2')).toBe(
      'Receipt SHOP-01-1-000003: paid back £2.24.\n',
    );
    expect(await cli.runOk('refund', 'SHOP-01-1-000001', '1', '--amount', '1.99')).toContain(
      'paid back £1.99',
    );
    expect(await cli.json('shift', 'pay-in', '5', '--reason', 'coins')).toMatchObject({
      expectedCashMinor: 12_959,
    });
    expect(await cli.runOk('shift', 'safe-drop', '50')).toBe('The drawer now holds £79.59.\n');
    expect(await cli.refused(1, 'shift', 'close', '79.00')).toContain('reason');
    expect(await cli.json('shift', 'close', '79.00', '--reason', 'miscounted')).toMatchObject({
      zNumber: 1,
      overShortMinor: -59,
    });
    expect(await cli.json('verify')).toMatchObject({ ok: true, zReports: 1, fault: null });
    expect(await cli.runOk('verify', '--language', 'zh-CN')).toContain('账簿完好');
  });

  test('says in one sentence what cannot be sold, and leaves nothing on the counter', async () => {
    const file = join(cli.folder, 'articles.csv');
    writeFileSync(file, catalogue.join('\n'));
    await cli.runOk('import', 'products', file);
    expect(await cli.refused(1, 'sell', 'A1')).toContain('No shift is open');
    await cli.runOk('shift', 'open', '0');
    for (const [words, sentence] of [
      [['A4@-1'], '-1.00 is not a price'],
      [['A4@1e3'], '1e3 is not a price'],
      [['A4'], 'has no price'],
      [['A1@0.01'], 'has a price of its own'],
      [['1000000000000*A1'], '1000000000000 is not a quantity'],
      [['1e12*A1'], '1e12 is not a quantity'],
      [['0*A1'], '0 is not a quantity'],
      [['1.5*A1'], 'sold by the piece'],
      [['A2'], 'sold by weight'],
      [['A3'], 'under 18'],
      [['A1', 'nosuch'], 'No article has the code nosuch'],
      [['4006381333932'], 'last digit'],
      [['\u0001'], 'invisible character'],
      [['A1', '--tender', 'gold'], 'does not take gold'],
      [['A1', '--tender', 'card', '--amount', '5'], 'at most the amount still due'],
      [['A1', '--amount', '1.00'], '£1.99 is still due'],
      [['A1', '--amount', '-5'], 'enter what the customer gives'],
      [['A1', '--reference', 'x'.repeat(65)], 'The reference is too long'],
    ] as const) {
      expect(await cli.refused(1, 'sell', ...words), words.join(' ')).toContain(sentence);
      expect(cli.countBaskets(), words.join(' ')).toBe(0);
    }
    expect(await cli.refused(2, 'sell', 'A1', '--amount', '1.999')).toContain('at most 2 decimals');
    expect(await cli.refused(2, 'sell', 'A1', '--amount', 'lots')).toContain('at most 2 decimals');
    expect(cli.countBaskets()).toBe(0);
    expect((await cli.run('sell', '4006381333932', '--language', 'zh-CN')).err).toMatch(/^EAN-13 条码/);
    for (const words of [
      ['NONE', '1'],
      ['SHOP-01-1-000001', '1'],
    ])
      await cli.refused(1, 'refund', ...words);
    await cli.runOk('sell', 'A1');
    expect(await cli.refused(1, 'refund', 'SHOP-01-1-000001', 'x')).toContain('no line 0');
    expect(await cli.refused(1, 'refund', 'SHOP-01-1-000001', '2*1')).toContain('Only 1 of Tea');
    expect(cli.countBaskets()).toBe(0);
  });

  test('leaves a sale that somebody is ringing alone', async () => {
    const register = okOf(openTill(cli.data));
    okOf(openShift(register, 0));
    okOf(addDepartmentSale(register, { department: 'general', unitPriceE4: 10_000 }));
    okOf(beginCheckout(register));
    okOf(takeTender(register, { tenderCode: 'card', amountMinor: 10 }));
    register.store.close();
    expect(await cli.refused(1, 'sell', 'A1')).toContain('There is a sale on the counter');
    expect(await cli.refused(1, 'shift', 'close', '0')).toContain('A sale is still on the counter');
    expect(cli.countBaskets()).toBe(1);
  });
  test('locks somebody after five wrong PINs, over as many processes', async () => {
    await cli.runOk('init', '--manager', 'eve', '--pin', '4711');
    const guess = () => cli.refused(1, 'shift', 'open', '0', '--staff', 'eve', '--pin', '0000');
    for (const left of [4, 3, 2, 1]) expect(await guess()).toContain(`Tries left: ${left}`);
    expect(await guess()).toContain('wait 5 minutes');
    expect(await guess()).toContain('wait 5 minutes');
    expect(await cli.refused(1, 'shift', 'open', '0', '--staff', 'eve', '--pin', '4711')).toContain('wait');
    expect(await cli.refused(1, 'shift', 'open', '0', '--staff', 'eve')).toContain('sign in');
  });

  test.each([
    ['shift open', 'abc'],
    ['shift open', '1.234'],
    ['shift close', '10,00'],
    ['shift pay-in', '0'],
    ['shift pay-out', '99999999999999'],
  ])('%s %s is refused as no amount', async (name, amount) => {
    if (name !== 'shift open') await cli.runOk('shift', 'open', '0');
    const reason = name.startsWith('shift pay') ? ['--reason', 'x'] : [];
    expect(await cli.refused(1, ...name.split(' '), amount, ...reason)).toContain(amount);
  });
});
