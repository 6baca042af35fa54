import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ServiceClient } from '../../../register/service/client.ts';
import type { ExportRequest } from '../../../register/contract/report.ts';
import {
  codeOf,
  createFolder,
  MANAGER,
  openCounter,
  startServiceProcess,
  valueOf,
} from './service-process.ts';

async function sell(client: ServiceClient, unitPriceE4: number): Promise<string> {
  valueOf(await client.basket.addDepartmentSale({ department: 'general', unitPriceE4, name: '=Cola, "6"' }));
  const { dueMinor } = valueOf(await client.checkout.begin());
  const paid = valueOf(await client.checkout.takeTender({ tenderCode: 'cash', amountMinor: dueMinor }));
  if (paid.state !== 'finished') throw new Error('what is due settles a sale');
  return paid.sale.receiptNumber;
}

async function exportTable(client: ServiceClient, request: ExportRequest): Promise<string> {
  for await (const event of await client.report.exportCsv(request)) {
    if (event.state !== 'ended') continue;
    const { path, bytes } = valueOf(event.result);
    expect(statSync(path).size).toBe(bytes);
    return readFileSync(path, 'utf8');
  }
  throw new Error('an export ends');
}

describe('the back office through the service', () => {
  test('counts blind, tells the difference after, closes with that count and prints the Z as PDF', async () => {
    const { client } = await startServiceProcess(createFolder());
    await openCounter(client);
    const moved = valueOf(
      await client.shift.moveCash({ kind: 'pay-out', amountMinor: 500, approval: { reason: 'ice' } }),
    );
    expect(moved.moves).toMatchObject([{ kind: 'pay-out', amountMinor: 500, byName: MANAGER.name }]);
    await sell(client, 19_900);
    expect(valueOf(await client.shift.blockers())).toEqual({ current: null, held: [] });
    const counted = valueOf(await client.shift.submitCount({ countedMinor: 9_600 }));
    expect(counted).toMatchObject({ overShortMinor: -99, isReasonNeeded: true });
    await sell(client, 10_000);
    expect(codeOf(await client.shift.closeCounted({ language: 'en', reason: 'late' }))).toBe(
      'count-outdated',
    );
    valueOf(await client.shift.submitCount({ countedMinor: 9_799 }));
    const z = valueOf(await client.shift.closeCounted({ language: 'zh-CN' }));
    expect(z.stored.closed).toMatchObject({ overShortMinor: 0, countAttempts: 2 });
    expect(JSON.stringify(z.document)).toContain('清点次数');
    const pdf = valueOf(await client.shift.zPdf({ zNumber: 1, language: 'en' }));
    expect(Buffer.from(pdf.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    expect(Buffer.byteLength(pdf.base64, 'base64')).toBe(pdf.bytes);
    expect(valueOf(await client.shift.list({ limit: 10 }))).toMatchObject([{ zNumber: 1 }]);
    expect(valueOf(await client.shift.status())).toBeNull();
  });

  test('shows the day, finds sales and entries, and writes tables for a spreadsheet', async () => {
    const { client } = await startServiceProcess(createFolder());
    await openCounter(client);
    const receipt = await sell(client, 19_900);
    const { businessDate, day } = valueOf(await client.report.day({}));
    expect(day).toMatchObject({ netSalesMinor: 199, saleCount: 1, persons: [{ name: MANAGER.name }] });
    const { rows } = valueOf(await client.sale.search({ text: 'cola', limit: 5 }));
    expect(rows).toMatchObject([{ receiptNumber: receipt, isReturnable: true }]);
    const entries = valueOf(await client.report.journal({ group: 'sale', limit: 5 }));
    const [{ epoch, seq }] = entries.rows as [(typeof entries.rows)[number]];
    expect(valueOf(await client.report.entry({ epoch, seq })).isChainWhole).toBe(true);
    expect(valueOf(await client.report.journalCounts({ businessDate })).sale).toBe(1);
    const pdf = valueOf(await client.sale.receiptPdf({ receiptNumber: receipt, language: 'en' }));
    expect(pdf.fileName).toBe(`${receipt}.pdf`);

    const range = { from: businessDate, to: businessDate, language: 'en' } as const;
    const lines = await exportTable(client, { kind: 'sale-lines', ...range });
    expect(lines.startsWith('\uFEFFReceipt,')).toBe(true);
    expect(lines).toContain(`"'=Cola, ""6"""`);
    expect(lines.trimEnd().split('\r\n')).toHaveLength(2);
    const journal = await exportTable(client, { kind: 'journal', ...range, group: 'sale' });
    expect(journal).toContain(`"Receipt ${receipt}, 1 lines, Cash"`);
    const board = await exportTable(client, { kind: 'day', businessDate, language: 'zh-CN' });
    expect(board).toContain('全天,netSales,净销售额,1,1.99,,');
  });

  test('backs up into its own folder, checks the copy, keeps fourteen, and says what is damaged', async () => {
    const folder = createFolder();
    const { client } = await startServiceProcess(folder);
    await openCounter(client);
    const own = join(folder, 'backups');
    const kept = valueOf(await client.maintenance.backUpNow({}));
    expect(kept.header).toMatchObject({ format: 'guitai-backup', epoch: 1 });
    for (let age = 10; age < 24; age += 1) writeFileSync(join(own, `guitai-200001${age}T0.backup`), 'old');
    const again = valueOf(await client.maintenance.backUpNow({}));
    const listed = valueOf(await client.maintenance.backups());
    expect(listed.map(({ path }) => path).slice(0, 2)).toEqual([again.path, kept.path]);
    expect(listed).toHaveLength(14);
    expect(listed.at(-1)).toMatchObject({ header: null, fault: 'foreign' });
    expect(readdirSync(own).filter((name) => !name.endsWith('.backup'))).toEqual([]);
  });

  test('writes diagnostics without a name of a person or what was sold', async () => {
    const { client } = await startServiceProcess(createFolder());
    await openCounter(client);
    const receipt = await sell(client, 19_900);
    const { path } = valueOf(await client.maintenance.exportDiagnostics());
    const text = readFileSync(path, 'utf8');
    expect(JSON.parse(text)).toHaveProperty('diagnosis.till.entryCount');
    for (const personal of [MANAGER.name, 'Cola', receipt]) expect(text).not.toContain(personal);
    expect(valueOf(await client.maintenance.doctor()).till?.openShift?.number).toBe(1);
  });

  test('tells what needs a look also before anybody signs in, and managers alone the rest', async () => {
    const folder = createFolder();
    const { client } = await startServiceProcess(folder);
    expect(valueOf(await client.report.attention()).map(({ code }) => code)).not.toContain('backupNone');
    expect(codeOf(await client.report.day({}))).toBe('not-signed-in');
    expect(codeOf(await client.sale.search({ limit: 1 }))).toBe('not-signed-in');
    expect(codeOf(await client.maintenance.backUpNow({}))).toBe('not-signed-in');
    expect(existsSync(join(folder, 'backups'))).toBe(false);
  });
});
