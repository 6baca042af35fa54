import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTill } from '../../../register/open-till.ts';
import { okOf, setSection } from '../till.ts';
import { runCaptured } from './captured-run.ts';
import { openCommandFolder, SENTENCE, type CommandFolder } from './command-folder.ts';
import { runProgram } from './spawned-run.ts';

let cli: CommandFolder;

describe('the books on the command line', () => {
  beforeEach(() => {
    cli = openCommandFolder();
  });
  afterEach(() => cli.remove());

  test('refuses a broken file whole, and reads nothing but the catalogue from it', async () => {
    const file = join(cli.folder, 'broken.csv');
    writeFileSync(file, 'sku,name\nA1,"Tea\nA2,Rice\n');
    expect(await cli.refused(1, 'import', 'products', file)).toContain('quotation mark');
    expect(existsSync(`${file}.rejected.csv`)).toBe(false);
    expect(await cli.refused(1, 'import', 'products', join(cli.folder, 'none.csv'))).toContain(
      'cannot be read',
    );
    expect(await cli.refused(1, 'replay', file)).toContain('invoice, stock_code, description');
    expect((await cli.run('replay', file, '--language', 'zh-CN')).err).toContain('缺少列');
    writeFileSync(file, 'invoice,stock_code,description,quantity,invoiced_at,unit_price\n1,A,x,1,never,1\n');
    expect(await cli.refused(1, 'replay', file)).toContain('Line 2');
    expect((await cli.run('replay', file, '--language', 'zh-CN')).err).toContain('形式的时间');
    expect(await cli.json('verify')).toMatchObject({ ok: true });
  });

  test('replays a file and says how each line was booked, in both languages', async () => {
    const file = join(cli.folder, 'lines.csv');
    const header = 'invoice,stock_code,description,quantity,invoiced_at,unit_price';
    writeFileSync(
      file,
      `${header}\n1,A,Lamp,2,2009-12-01T09:00:00,0.001\nC2,A,Lamp,-1,2009-12-01T10:00:00,1\n`,
    );
    const before = await cli.runOk('replay', file);
    expect(before).toMatch(/2 invoices \(0 of them booked before\), 1 days closed/);
    expect(before).toContain('sold: 1 invoices, 1 lines, £0.00 + 0.002');
    expect(await cli.runOk('replay', file, '--language', 'zh-CN')).toContain('其中 2 张此前已入账');
    expect(await cli.json('replay', file)).toMatchObject({ invoices: 2, alreadyBooked: 2, currency: 'GBP' });
  });

  test('reads only what is there', async () => {
    for (const words of [
      ['verify'],
      ['scan', 'A1'],
      ['backup', join(cli.folder, 'b')],
      ['report', 'sales'],
      ['search', 'tea'],
      ['receipt', 'X'],
    ]) {
      expect(await cli.refused(1, ...words), words.join(' ')).toContain('There is no register in');
    }
    expect(existsSync(cli.data)).toBe(false);
  });

  test('says what a code is and what scanning it would do, and changes nothing', async () => {
    const file = join(cli.folder, 'articles.csv');
    writeFileSync(file, 'sku,name,price\nA1,Tea,1.99\nA4,Gift,\n');
    await cli.runOk('import', 'products', file);
    const register = okOf(openTill(cli.data));
    setSection(register, 'inStoreRules', [
      { id: 'w', pattern: '21IIIIIWWWWWC', weightStepGrams: 1, priceStepMinor: 1 },
    ]);
    const head = register.store.journal.head()!.position;
    expect(await cli.runOk('scan', 'a1')).toBe('a1 is a code of the shop’s own: A1 Tea, 1 × £1.99.\n');
    expect(await cli.runOk('scan', 'A4')).toContain('the price asked at the counter');
    expect(await cli.runOk('scan', '4006381333931')).toContain('is a retail barcode; no article has it');
    expect(await cli.runOk('scan', '134567890123456789')).toBe('134567890123456789 is a payment code.\n');
    expect(await cli.runOk('scan', 'A1', '--language', 'zh-CN')).toContain('店内编码');
    expect(await cli.json('scan', ']C1010400638133393110x\\u001d3103000735')).toMatchObject({
      reading: { kind: 'gs1' },
      sale: { quantityThousandths: 735 },
    });
    expect(await cli.refused(1, 'scan', '\\u0002')).toContain('invisible character');
    expect(register.store.journal.head()!.position).toBe(head);
    register.store.close();
  });

  test('is backed up and restored, with the words for what is no backup in both languages', async () => {
    await cli.runOk('shift', 'open', '10');
    const file = join(cli.folder, 'till.backup');
    expect(await cli.runOk('backup', file)).toContain('everything up to entry');
    expect(await cli.refused(1, 'backup', file)).toContain('exists already');
    expect(await cli.refused(1, 'backup', join(cli.folder, 'none', 'b'))).toContain('cannot be written');
    const restored = await cli.json('restore', file);
    expect(restored).toMatchObject({ epoch: 2, header: { format: 'guitai-backup' } });
    const other = join(cli.folder, 'other');
    expect((await runCaptured('restore', file, '--data', other)).out).toContain('numbers go on under epoch');
    writeFileSync(file, 'nothing of the kind');
    expect(await cli.refused(1, 'restore', file)).toContain('is not a usable backup');
    expect(await cli.refused(1, 'restore', join(cli.folder, 'none'))).toContain('is not a usable backup');
    expect((await cli.run('restore', file, '--language', 'zh-CN')).err).toContain('不是本程序写的');
    expect(await cli.json('verify')).toMatchObject({ ok: true });
  });

  test('soaks the same twice, and says how much', async () => {
    const ack = join(cli.folder, 'ack');
    const first = await cli.json('soak', '--count', '20', '--ack', ack, '--seed', '3');
    expect(readFileSync(ack, 'utf8').trimEnd().split('\n')).toHaveLength(
      Number(first['sales']) + Number(first['refunds']),
    );
    rmSync(cli.data, { recursive: true });
    expect(await cli.json('soak', '--count', '20', '--ack', ack, '--seed', '3')).toEqual(first);
    expect(await cli.runOk('soak', '--count', '1', '--ack', ack, '--language', 'zh-CN')).toContain('销售');
    expect(await cli.refused(1, 'soak', '--count', '1', '--ack', join(cli.folder, 'none', 'ack'))).toContain(
      'cannot be written',
    );
  });

  test('names the entry whose payload was changed, and ends with 1, one document all the same', async () => {
    await cli.runOk('shift', 'open', '10');
    const register = okOf(openTill(cli.data));
    const { db } = register.store;
    db.exec('DROP TRIGGER journal_refuses_update');
    const seq = db.prepare(`SELECT seq FROM journal WHERE type = 'shift.opened'`).pluck().get();
    db.exec(`UPDATE journal SET payload = replace(payload, '1000', '1001') WHERE type = 'shift.opened'`);
    register.store.close();
    expect(await cli.refused(1, 'verify')).toContain(`Entry seq ${String(seq)} of epoch 1 does not hold`);
    expect((await cli.run('verify', '--language', 'zh-CN')).err).toContain(`seq ${String(seq)}`);
    expect(await cli.json('verify')).toMatchObject({ ok: false, fault: { seq } });
  });
});

describe('processes of their own', () => {
  beforeEach(() => {
    cli = openCommandFolder();
  });
  afterEach(() => cli.remove());

  test('a second one is refused with the first one’s id, unless it only reads', async () => {
    const register = okOf(openTill(cli.data));
    const second = await runProgram('shift', 'open', '0', '--data', cli.data);
    expect(second).toEqual({
      code: 1,
      out: '',
      err: `Another program (process ${process.pid}) is using this data folder; close it first.\n`,
    });
    const document = await runProgram('shift', 'open', '0', '--data', cli.data, '--json');
    expect(JSON.parse(document.out)).toMatchObject({ error: { code: 'store-locked', pid: process.pid } });
    expect(await runProgram('verify', '--data', cli.data)).toMatchObject({ code: 0, err: '' });
    register.store.close();
    expect(await runProgram('shift', 'open', '0', '--data', cli.data)).toMatchObject({ code: 0, err: '' });
  });

  test('a data folder that is a file is refused in one sentence, and nothing is left beside it', async () => {
    writeFileSync(cli.data, 'not a folder');
    const { code, out, err } = await runProgram('shift', 'open', '0', '--data', cli.data);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(SENTENCE);
    expect(readdirSync(cli.folder)).toEqual(['data']);
  });
});
