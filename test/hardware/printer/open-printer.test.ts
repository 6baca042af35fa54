import { networkInterfaces } from 'node:os';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openPrinter } from '../../../hardware/printer/open-printer.ts';
import { startPrinterServer } from '../../../hardware/simulator/printer-server.ts';
import { createPrinterSimulator } from '../../../hardware/simulator/printer-simulator.ts';
import { describeIf } from '../../skip.ts';
import { dialects, documentFor, kinds, printerOnNetwork, startDevice } from './network-printer.ts';
import {
  amplePrinterDeadlines,
  falsehoods,
  onPaper,
  shortDeadlines,
  trialDocument,
  trialPrinter,
} from './trial-printer.ts';

describe.each(dialects)('a healthy %s printer', (dialect) => {
  test.each(kinds)('that $name has the document whole on paper', async ({ answersStatus, confirmsPrint }) => {
    const { printer, simulator } = await printerOnNetwork({ dialect, answersStatus, confirmsPrint });
    const document = documentFor(dialect, 'one');
    expect(await printer.print(document.bytes)).toEqual({ kind: confirmsPrint ? 'confirmed' : 'sent' });
    expect(onPaper(simulator.output(), document).wholeCount).toBe(1);
  });

  test('says how it is, and how its drawer is', async () => {
    const { printer, simulator } = await printerOnNetwork({ dialect });
    const fine = { isOnline: true, isCoverOpen: false, needsAttention: false };
    expect(await printer.readStatus()).toEqual({
      ok: true,
      value: { ...fine, paper: 'ok', isDrawerOpen: false },
    });
    simulator.setFault('paper-near-end');
    expect(await printer.openDrawer()).toEqual({ ok: true, value: null });
    expect(await printer.readStatus()).toEqual({
      ok: true,
      value: { ...fine, paper: 'near-end', isDrawerOpen: true },
    });
    expect(simulator.output().drawerKicks).toBe(1);
  });

  test.each(['paper-out', 'cover-open'] as const)('with %s is sent nothing', async (fault) => {
    const { printer, simulator } = await printerOnNetwork({ dialect });
    simulator.setFault(fault);
    expect(await printer.print(documentFor(dialect, 'one').bytes)).toEqual({ kind: 'failed', fault });
    expect(await printer.openDrawer()).toEqual({ ok: false, error: { code: fault } });
    simulator.setFault(null);
    expect(simulator.output()).toMatchObject({ takenBytes: 0, papers: [], drawerKicks: 0 });
  });

  test('whose paper ends in a document confirms it when there is paper again', async () => {
    const { printer, simulator } = await printerOnNetwork({ dialect, answersStatus: false });
    simulator.setFault('paper-out');
    const document = documentFor(dialect, 'one');
    const printing = printer.print(document.bytes);
    await expect.poll(() => simulator.output().takenBytes).toBeGreaterThan(document.bytes.length);
    simulator.setFault(null);
    expect(await printing).toEqual({ kind: 'confirmed' });
    expect(onPaper(simulator.output(), document).wholeCount).toBe(1);
  });

  test('that stays without paper is asked why it did not confirm', async () => {
    const deadlines = { ...shortDeadlines, totalMs: 1_200, answerMs: 500 };
    const { printer, simulator } = await printerOnNetwork({ dialect, answersStatus: false }, deadlines);
    simulator.setFault('paper-out');
    const outcome = await printer.print(documentFor(dialect, 'one').bytes);
    expect(outcome).toEqual({ kind: 'unknown', fault: 'paper-out' });
  });
});

describe('a Star printer', () => {
  /** A printer that counts as it is told, whatever it is sent; the count after each document of `counts`. */
  async function countingPrinter(counts: readonly number[]) {
    let count = 0;
    let documents = 0;
    const status = () => Buffer.from([0x23, 0x06, 0, 0, 0, 0, 0, (count & 7) << 1, 0]);
    const connection = await startDevice((socket) =>
      socket.on('data', (bytes: Buffer) => {
        if (bytes.includes(0x17)) count = counts[documents++] ?? count;
        socket.write(status());
      }),
    );
    const settings = trialPrinter({ connection, dialect: 'star-line' });
    return openPrinter(settings, { deadlines: { ...shortDeadlines, totalMs: 1_200, answerMs: 500 } });
  }

  test('that counts for a document that is still owed does not confirm the next one with it', async () => {
    const printer = await countingPrinter([0, 1, 3]);
    const timedOut = { kind: 'unknown', fault: 'timed-out' };
    expect(await printer.print(Buffer.from('first\n'))).toEqual(timedOut);
    expect(await printer.print(Buffer.from('second\n'))).toEqual(timedOut);
  });

  test('that lost a document confirms the next one', async () => {
    const printer = await countingPrinter([0, 2, 3]);
    expect(await printer.print(Buffer.from('lost\n'))).toMatchObject({ kind: 'unknown' });
    expect(await printer.print(Buffer.from('second\n'))).toEqual({ kind: 'confirmed' });
    expect(await printer.print(Buffer.from('third\n'))).toEqual({ kind: 'confirmed' });
  });
});

describe('one thing at a time', () => {
  test('documents come in the order in which they were asked for', async () => {
    const { printer, simulator } = await printerOnNetwork();
    const documents = Array.from({ length: 8 }, (_, index) => trialDocument(`d${index}`, 5));
    const outcomes = await Promise.all(documents.map(({ bytes }) => printer.print(bytes)));
    expect(outcomes).toEqual(documents.map(() => ({ kind: 'confirmed' })));
    expect(simulator.output().papers.map(({ lines }) => lines)).toEqual(documents.map(({ lines }) => lines));
  });

  test('a drawer opens before documents that wait', async () => {
    const { printer, simulator } = await printerOnNetwork();
    const settled: string[] = [];
    const first = printer.print(trialDocument('first', 3).bytes).then(() => settled.push('first'));
    const second = printer.print(trialDocument('second', 3).bytes).then(() => settled.push('second'));
    const opened = printer.openDrawer().then(() => settled.push('drawer'));
    await Promise.all([first, second, opened]);
    expect(settled).toEqual(['first', 'drawer', 'second']);
    expect(simulator.output().drawerKicks).toBe(1);
  });

  test('a drawer whose turn comes late is not opened any more', async () => {
    const { printer, simulator } = await printerOnNetwork({ answersStatus: false }, shortDeadlines);
    simulator.setFault('paper-out');
    const printing = printer.print(trialDocument('first', 3).bytes);
    const opened = [printer.openDrawer(), printer.openDrawer()];
    const late = { ok: false, error: { code: 'timed-out' } };
    expect(await Promise.all(opened)).toEqual([late, late]);
    simulator.setFault(null);
    await printing;
    await printer.close();
    expect(simulator.output().drawerKicks).toBe(0);
  });

  test('closing ends what is being sent as it is, and begins nothing more', async () => {
    const { printer, simulator } = await printerOnNetwork();
    const first = trialDocument('first');
    const outcomes = [printer.print(first.bytes), printer.print(trialDocument('second').bytes)];
    await printer.close();
    expect(await Promise.all(outcomes)).toEqual([{ kind: 'confirmed' }, { kind: 'failed', fault: 'closed' }]);
    expect(await printer.print(first.bytes)).toEqual({ kind: 'failed', fault: 'closed' });
    expect(onPaper(simulator.output(), first).wholeCount).toBe(1);
  });

  test.each(['waits', 'resets'] as const)(
    'two tills on one printer do not mix their documents; one that comes in between %s',
    async (whenBusy) => {
      const simulator = createPrinterSimulator({ dialect: 'esc-pos', encoding: 'gb18030', whenBusy });
      const server = await startPrinterServer(simulator);
      onTestFinished(() => server.close());
      const connection = { kind: 'tcp', host: server.host, port: server.port } as const;
      const tills = ['a', 'b'].map((till) => {
        const printer = openPrinter(trialPrinter({ connection }), { deadlines: amplePrinterDeadlines });
        const documents = Array.from({ length: 15 }, (_, index) => trialDocument(`${till}${index}`, 40));
        return { printer, documents };
      });
      const ends = await Promise.all(
        tills.flatMap(({ printer, documents }) =>
          documents.map(async (document) => ({ document, outcome: await printer.print(document.bytes) })),
        ),
      );
      expect(ends.flatMap(({ document, outcome }) => falsehoods(outcome, simulator, document))).toEqual([]);
      const mixed = simulator
        .output()
        .papers.filter(({ lines }) => new Set(lines.map((line) => line.split('/')[0])).size > 1);
      expect(mixed).toEqual([]);
      const confirmed = ends.filter(({ outcome }) => outcome.kind === 'confirmed');
      expect(confirmed.length).toBeGreaterThan(whenBusy === 'waits' ? 29 : 0);
    },
  );
});

const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
);
describeIf(hasIpv6, 'this machine has no IPv6')('a printer with an IPv6 address', () => {
  test.each([(host: string) => host, (host: string) => `[${host}]`])('prints', async (written) => {
    const { simulator, printer } = await printerOnNetwork({}, amplePrinterDeadlines, { host: '::1' });
    expect(await printer.print(trialDocument('six', 3).bytes)).toEqual({ kind: 'confirmed' });
    const server = await startPrinterServer(simulator, { host: '::1' });
    onTestFinished(() => server.close());
    const connection = { kind: 'tcp', host: written('::1'), port: server.port } as const;
    const other = openPrinter(trialPrinter({ connection }), { deadlines: amplePrinterDeadlines });
    expect(await other.print(trialDocument('more', 3).bytes)).toEqual({ kind: 'confirmed' });
  });
});
