import { describe, expect, test } from 'vitest';
import { openPrinter } from '../../../hardware/printer/open-printer.ts';
import { printerFaults } from '../../../hardware/simulator/printer-faults.ts';
import { dialects, documentFor, kinds, printerOnNetwork, startDevice } from './network-printer.ts';
import {
  amplePrinterDeadlines,
  falsehoods,
  shortDeadlines,
  trialDocument,
  trialPrinter,
} from './trial-printer.ts';

describe('a printer that fails', () => {
  test.each(printerFaults)(
    'because it %s: outcomes are true and in time, and the next document prints',
    async (fault) => {
      const trials = dialects.flatMap((dialect) => kinds.map((kind) => ({ dialect, ...kind })));
      const wrong = await Promise.all(
        trials.map(async ({ name, dialect, answersStatus, confirmsPrint }) => {
          const says = { dialect, answersStatus, confirmsPrint };
          const trial = await printerOnNetwork(says, shortDeadlines);
          const { printer, simulator, ready, settings } = trial;
          simulator.setFault(fault, { lateMs: 5 * shortDeadlines.answerMs });
          await ready();
          const first = documentFor(dialect, 'first');
          const startedAtMs = performance.now();
          const outcome = await printer.print(first.bytes);
          const tookMs = performance.now() - startedAtMs;
          simulator.setFault(null);
          await ready();
          const second = documentFor(dialect, 'second');
          const patient = openPrinter(settings, { deadlines: amplePrinterDeadlines });
          const next = await patient.print(second.bytes);
          const isLate = tookMs > shortDeadlines.connectMs + 2 * shortDeadlines.totalMs;
          const isBroken = next.kind !== (confirmsPrint ? 'confirmed' : 'sent');
          const what = `${dialect} ${name} ${JSON.stringify(outcome)}`;
          return [
            ...falsehoods(outcome, simulator, first).map((falsehood) => `${what}: ${falsehood}`),
            ...falsehoods(next, simulator, second).map((falsehood) => `${what}: ${falsehood}`),
            ...(isLate ? [`${what} took ${tookMs} ms`] : []),
            ...(isBroken ? [`${what}, then ${JSON.stringify(next)}`] : []),
          ];
        }),
      );
      expect(wrong.flat()).toEqual([]);
    },
  );

  test.each(['resets', 'closes-early'] as const)(
    'that %s after any block of a document is never believed to have printed it',
    async (fault) => {
      const document = trialDocument('cut', 97);
      const blocks = Array.from({ length: Math.ceil(document.bytes.length / 64) }, (_, block) => block * 64);
      expect(blocks.length).toBeGreaterThanOrEqual(47);
      const wrong = await Promise.all(
        blocks.flatMap((afterBytes) =>
          kinds.map(async ({ answersStatus, confirmsPrint, name }) => {
            const { printer, simulator } = await printerOnNetwork({ answersStatus, confirmsPrint });
            simulator.setFault(fault, { afterBytes });
            const outcome = await printer.print(document.bytes);
            simulator.setFault(null);
            const isBelieved = outcome.kind === 'confirmed' || outcome.kind === 'sent';
            const hadBytes = simulator.output().takenBytes > 0;
            const isFalse = isBelieved || (outcome.kind === 'failed' && hadBytes);
            return isFalse ? [`${name} after ${afterBytes}: ${JSON.stringify(outcome)}`] : [];
          }),
        ),
      );
      expect(wrong.flat()).toEqual([]);
    },
  );

  test('because it never ends a connection is believed to have what it answers a question behind', async () => {
    const received: Buffer[] = [];
    const connection = await startDevice((socket) =>
      socket.on('data', (bytes: Buffer) => {
        received.push(bytes);
        const questions = bytes.toString('latin1').split('\x10\x04').length - 1;
        socket.write(Buffer.alloc(questions, 0x12));
      }),
    );
    const deadlines = { ...amplePrinterDeadlines, answerMs: 500 };
    const document = trialDocument('one', 400);
    const speaking = openPrinter(trialPrinter({ connection, confirmsPrint: false }), { deadlines });
    expect(await speaking.print(document.bytes)).toEqual({ kind: 'sent' });
    expect(Buffer.concat(received).includes(Buffer.from(document.bytes))).toBe(true);
    expect(await speaking.openDrawer()).toEqual({ ok: true, value: null });
    const silent = trialPrinter({ connection, confirmsPrint: false, answersStatus: false });
    const outcome = await openPrinter(silent, { deadlines: shortDeadlines }).print(document.bytes);
    expect(outcome).toEqual({ kind: 'unknown', fault: 'timed-out' });
  });

  test('because its paper ends in a document that it cannot confirm may have printed it', async () => {
    const { printer, simulator } = await printerOnNetwork({ confirmsPrint: false });
    simulator.onChange(() => {
      if (simulator.fault() === null) simulator.setFault('paper-out');
    });
    const outcome = await printer.print(trialDocument('one').bytes);
    expect(outcome).toEqual({ kind: 'unknown', fault: 'paper-out' });
  });

  test('and comes back is used again, without being opened again', async () => {
    const { printer, simulator, ready } = await printerOnNetwork();
    simulator.setFault('refuses');
    await ready();
    const document = trialDocument('one', 3);
    expect(await printer.print(document.bytes)).toEqual({ kind: 'failed', fault: 'refused' });
    expect(await printer.readStatus()).toEqual({ ok: false, error: { code: 'refused' } });
    simulator.setFault(null);
    await ready();
    expect(await printer.print(document.bytes)).toEqual({ kind: 'confirmed' });
  });

  test('and has no address that anybody knows is unreachable', async () => {
    const connection = { kind: 'tcp', host: 'printer.invalid', port: 9100 } as const;
    const printer = openPrinter(trialPrinter({ connection }), { deadlines: shortDeadlines });
    expect(await printer.print(Buffer.from('x'))).toEqual({ kind: 'failed', fault: 'unreachable' });
  });

  test('and says what no printer says is garbled', async () => {
    const connection = await startDevice((socket) =>
      socket.on('data', () => socket.write('HTTP/1.1 400\r\n')),
    );
    const printer = openPrinter(trialPrinter({ connection }), { deadlines: shortDeadlines });
    expect(await printer.print(Buffer.from('x'))).toEqual({ kind: 'failed', fault: 'garbled' });
    expect(await printer.readStatus()).toEqual({ ok: false, error: { code: 'garbled' } });
  });

  test('and confirms another document has not confirmed this one', async () => {
    const connection = await startDevice((socket) => {
      socket.on('data', () => socket.write(Buffer.from([0x37, 0x22, 0x41, 0x30, 0x30, 0x31, 0])));
    });
    const settings = trialPrinter({ connection, answersStatus: false });
    const printer = openPrinter(settings, { deadlines: shortDeadlines });
    const outcome = await printer.print(Buffer.from('x\n'));
    expect(outcome).toEqual({ kind: 'unknown', fault: 'timed-out' });
  });
});
