import fc from 'fast-check';
import { once } from 'node:events';
import { duplexPair } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { printerDialects } from '../../../domain/devices/device-settings.ts';
import { languages } from '../../../domain/text/language.ts';
import { encodeReceipt } from '../../../hardware/printer/encode-receipt.ts';
import { openPrinter } from '../../../hardware/printer/open-printer.ts';
import { printerFaults } from '../../../hardware/simulator/printer-faults.ts';
import {
  createPrinterSimulator,
  type PrinterSimulator,
} from '../../../hardware/simulator/printer-simulator.ts';
import { describePaper, type PaperItem } from '../decoder/paper.ts';
import { samplePapers } from '../printer/sample-papers.ts';
import { drawing, paperOf, printerOf } from '../printer/sample-printers.ts';
import {
  amplePrinterDeadlines,
  falsehoods,
  onPaper,
  shortDeadlines,
  trialDocument,
  trialPrinter,
} from '../printer/trial-printer.ts';

/** Sends bytes in pieces over a connection, ends it, and returns what came back. */
async function send(simulator: PrinterSimulator, ...pieces: readonly Uint8Array[]): Promise<Buffer> {
  const [till, device] = duplexPair();
  simulator.attach(device, () => till.destroy());
  const answers: Buffer[] = [];
  till.on('data', (bytes: Buffer) => answers.push(bytes));
  for (const piece of pieces) if (!till.write(piece)) await once(till, 'drain');
  till.end();
  await once(till, 'close');
  return Buffer.concat(answers);
}

function simulatorOf(dialect: (typeof printerDialects)[number] = 'esc-pos', encoding = 'gb18030' as const) {
  return createPrinterSimulator({ dialect, encoding, nowUtcMs: () => 1_000 });
}

/** The paper of a reader that shares nothing with the simulator, in the simulator's words. */
function shown(items: readonly PaperItem[]): string[] {
  const printed = items.filter(({ kind }) => kind !== 'other');
  return describePaper(printed)
    .map((line) =>
      line
        .replace(/^[ BT][|>]/, '')
        .replace(/^ {2}\[picture (\d+) x (\d+).*\]$/, '[image $1x$2]')
        .replace(/^ {2}\[qr [^:]*: (.*)\]$/, '[QR $1]')
        .replace(/^ {2}\[code128 [^:]*: (.*)\]$/, '[CODE128 $1]')
        .trimEnd(),
    )
    .filter((line) => line !== '' && !/^ {2}\[(feed|.* cut)/.test(line));
}

describe('the paper of a simulated printer', () => {
  describe.each(printerDialects)('%s', (dialect) => {
    test.each(languages.flatMap((language) => [false, true].map((drawsCodes) => ({ language, drawsCodes }))))(
      'shows what an independent reader sees, in $language, codes drawn: $drawsCodes',
      async ({ language, drawsCodes }) => {
        const printer = printerOf({ dialect, drawsCodes });
        for (const [name, document] of Object.entries(samplePapers(language, printer))) {
          const bytes = await encodeReceipt(document, printer, drawing);
          const simulator = simulatorOf(dialect);
          await send(simulator, bytes);
          const { papers } = simulator.output();
          expect(papers, name).toHaveLength(1);
          expect(papers[0]?.isCut, name).toBe(true);
          const lines = papers[0]?.lines.filter((line) => line !== '');
          expect(lines, name).toEqual(shown(paperOf(bytes, printer)));
        }
      },
    );

    test('is the same in whatever pieces the bytes come', async () => {
      const printer = printerOf({ dialect });
      const bytes = await encodeReceipt(samplePapers('zh-CN', printer)['test page']!, printer, drawing);
      const whole = simulatorOf(dialect);
      await send(whole, bytes);
      await fc.assert(
        fc.asyncProperty(fc.uniqueArray(fc.nat(bytes.length), { maxLength: 30 }), async (cuts) => {
          const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
          const pieces = edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
          const simulator = simulatorOf(dialect);
          await send(simulator, ...pieces.filter(({ length }) => length > 0));
          expect(simulator.output()).toEqual(whole.output());
        }),
        { numRuns: process.env['GUITAI_LONG'] === '1' ? 500 : 25 },
      );
    });

    test('shows any bytes as something, and takes what comes after them', async () => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (noise) => {
          const simulator = simulatorOf(dialect);
          await send(simulator, noise);
          await send(simulator, Buffer.from('after\n'));
          expect(simulator.output().papers.at(-1)?.lines).toEqual(['after']);
        }),
        { numRuns: process.env['GUITAI_LONG'] === '1' ? 5_000 : 100 },
      );
    });
  });

  test('says which byte it does not understand', async () => {
    const simulator = simulatorOf();
    await send(simulator, Buffer.from('Tea\x01 4.80\n'));
    expect(simulator.output().papers).toEqual([
      { at: 1_000, lines: ['Tea[?01] 4.80'], isCut: false, isRepeat: false },
    ]);
  });

  test('is read in the encoding of the printer', async () => {
    const simulator = createPrinterSimulator({ dialect: 'esc-pos', encoding: 'cp858' });
    await send(simulator, Buffer.from([0x1b, 0x74, 19, 0x9c, 0x20, 0xd5, 0x0a]));
    expect(simulator.output().papers[0]?.lines).toEqual(['£ €']);
  });

  test('is kept for a hundred documents', async () => {
    const simulator = simulatorOf();
    for (let index = 0; index < 105; index++) await send(simulator, Buffer.from(`${index}\n`));
    const { papers } = simulator.output();
    expect(papers).toHaveLength(100);
    expect(papers[0]?.lines).toEqual(['5']);
  });
});

describe('a simulated printer within the program', () => {
  const connection = { kind: 'simulated' } as const;

  test('prints, confirms, answers, and has a drawer that somebody closes', async () => {
    const simulator = simulatorOf();
    let changes = 0;
    const stop = simulator.onChange(() => changes++);
    const printer = openPrinter(trialPrinter({ connection }), { simulator });
    const document = trialDocument('one');
    expect(await printer.print(document.bytes)).toEqual({ kind: 'confirmed' });
    expect(onPaper(simulator.output(), document).wholeCount).toBe(1);
    expect(await printer.openDrawer()).toEqual({ ok: true, value: null });
    expect(simulator.output()).toMatchObject({ drawerKicks: 1, isDrawerOpen: true });
    simulator.closeDrawer();
    expect(await printer.readStatus()).toMatchObject({ ok: true, value: { isDrawerOpen: false } });
    expect(changes).toBeGreaterThanOrEqual(3);
    stop();
    const before = changes;
    simulator.setFault('paper-out');
    expect(changes).toBe(before);
  });

  test('that prints twice by itself shows which paper nobody sent, and its second answer confirms no later document', async () => {
    const simulator = simulatorOf();
    const printer = openPrinter(trialPrinter({ connection }), { simulator });
    simulator.setFault('prints-twice');
    expect(await printer.print(trialDocument('one').bytes)).toEqual({ kind: 'confirmed' });
    const { papers } = simulator.output();
    expect(papers.map(({ isRepeat }) => isRepeat)).toEqual([false, true]);
    expect(papers[1]?.lines).toEqual(papers[0]?.lines);
    simulator.setFault('paper-out');
    expect((await printer.print(trialDocument('two').bytes)).kind).not.toBe('confirmed');
  });

  test('serves whoever comes after one that gave up before its turn without a byte', async () => {
    const simulator = simulatorOf();
    const [till, device] = duplexPair();
    till.resume().end();
    device.resume();
    await once(device, 'end');
    simulator.attach(device, () => till.destroy());
    await send(simulator, Buffer.from('next\n'));
    expect(simulator.output().papers[0]?.lines).toEqual(['next']);
  });

  test('is not there where nobody simulates it', async () => {
    const printer = openPrinter(trialPrinter({ connection }));
    expect(await printer.print(Buffer.from('x'))).toEqual({ kind: 'failed', fault: 'not-found' });
  });

  test.each(printerFaults)('that %s has true outcomes, and prints when that is over', async (fault) => {
    const wrong = await Promise.all(
      [true, false].map(async (speaks) => {
        const simulator = simulatorOf();
        const settings = { connection, answersStatus: speaks, confirmsPrint: speaks };
        const printer = openPrinter(trialPrinter(settings), { simulator, deadlines: shortDeadlines });
        simulator.setFault(fault);
        const first = trialDocument('first');
        const outcome = await printer.print(first.bytes);
        simulator.setFault(null);
        const again = openPrinter(trialPrinter(settings), { simulator, deadlines: amplePrinterDeadlines });
        const second = trialDocument('second');
        const next = await again.print(second.bytes);
        return [
          ...falsehoods(outcome, simulator, first),
          ...falsehoods(next, simulator, second),
          ...(next.kind === (speaks ? 'confirmed' : 'sent') ? [] : [JSON.stringify(next)]),
        ];
      }),
    );
    expect(wrong.flat()).toEqual([]);
  });
});
