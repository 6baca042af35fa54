import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTill } from '../../../register/open-till.ts';
import { must } from '../../must.ts';
import { openCommandFolder, type CommandFolder } from './command-folder.ts';

describe('the sale on the counter, from the command line,', () => {
  let cli: CommandFolder;

  beforeEach(async () => {
    cli = openCommandFolder();
    const catalogue = join(cli.folder, 'catalogue.csv');
    writeFileSync(catalogue, 'sku,name,price\nCOLA,Cola,0.95\nTEA,绿茶,3.50\n');
    await cli.runOk('import', 'products', catalogue);
    await cli.runOk('shift', 'open', '10');
  });
  afterEach(() => cli.remove());

  test('is rung, paid in parts by processes of their own, and finished', async () => {
    await cli.runOk('basket', 'add', 'COLA', '3*TEA');
    expect(await cli.runOk('basket', 'pay', '--tender', 'card', '--amount', '5')).toContain('Due: £6.45');
    const shown = await cli.json('basket', 'show');
    expect(shown).toMatchObject({ dueMinor: 645, tenders: [{ tenderCode: 'card', amountMinor: 500 }] });
    expect(await cli.runOk('basket', 'pay', '--amount', '10')).toContain('paid £11.45, change £3.55');
    expect(await cli.runOk('basket', 'show')).toBe('There is no sale on the counter.\n');
  });

  test('is shown beside the process that sells', async () => {
    await cli.runOk('basket', 'add', '2*TEA');
    const register = must(openTill(cli.data));
    expect(await cli.runOk('basket', 'show')).toContain('Due: £7.00');
    expect(await cli.refused(1, 'basket', 'add', 'COLA')).toContain(String(process.pid));
    register.store.close();
  });

  test('is held under a label, listed and brought back', async () => {
    await cli.runOk('basket', 'add', 'TEA');
    expect(await cli.runOk('basket', 'hold', 'Anna')).toContain('Held 1: 1 lines Anna');
    expect(await cli.refused(1, 'basket', 'recall', '2')).toContain('not held');
    expect(await cli.runOk('basket', 'recall', '1')).toContain('绿茶');
  });

  test('is voided with a reason, after what was taken for it is given back', async () => {
    await cli.runOk('basket', 'add', 'TEA');
    await cli.runOk('basket', 'pay', '--tender', 'card', '--amount', '1');
    expect(await cli.refused(1, 'basket', 'void')).toContain('reason');
    expect(await cli.runOk('basket', 'void', '--reason', 'left')).toBe('There is no sale on the counter.\n');
    const { figures } = (await cli.json('report', 'x')) as { figures: Record<string, unknown> };
    expect(figures).toMatchObject({ tenders: [], expectedCashMinor: 1_000, voidCount: 1 });
  });
});
