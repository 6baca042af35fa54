import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openPrinter } from '../../../hardware/printer/open-printer.ts';
import { printerFaults } from '../../../hardware/simulator/printer-faults.ts';
import { startPrinterServer } from '../../../hardware/simulator/printer-server.ts';
import { createPrinterSimulator } from '../../../hardware/simulator/printer-simulator.ts';
import { falsehoods, trialDocument, trialPrinter } from './trial-printer.ts';

const deadlines = { connectMs: 200, writeMs: 80, totalMs: 250, answerMs: 50 };
const isLong = process.env['GUITAI_LONG'] === '1';

const step = fc.record({
  fault: fc.option(fc.constantFrom(...printerFaults), { freq: 4 }),
  afterBytes: fc.nat(3_500),
  lateMs: fc.constantFrom(20, 70, 120),
  /** Whether the drawer is to open beside the document. */
  opensDrawer: fc.boolean(),
});
const script = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 6 }),
  isOnNetwork: fc.boolean(),
  answersStatus: fc.boolean(),
  confirmsPrint: fc.boolean(),
  whenBusy: fc.constantFrom('waits' as const, 'resets' as const),
});

test('whatever a printer does, no outcome says more than is on paper, and no drawer opens twice', async () => {
  await fc.assert(
    fc.asyncProperty(script, async ({ steps, isOnNetwork, whenBusy, ...says }) => {
      const simulator = createPrinterSimulator({ dialect: 'esc-pos', encoding: 'gb18030', whenBusy });
      const server = await startPrinterServer(simulator);
      const connection = isOnNetwork
        ? ({ kind: 'tcp', host: server.host, port: server.port } as const)
        : ({ kind: 'simulated' } as const);
      const printer = openPrinter(trialPrinter({ connection, ...says }), { simulator, deadlines });
      const ends = [];
      let pulses = 0;
      for (const [index, { fault, opensDrawer, ...details }] of steps.entries()) {
        simulator.setFault(fault, details);
        await server.ready();
        const document = trialDocument(`d${index}`, 1 + ((index * 37) % 80));
        const printing = printer.print(document.bytes);
        if (opensDrawer) {
          pulses++;
          await printer.openDrawer();
        }
        ends.push({ document, outcome: await printing });
      }
      await printer.close();
      simulator.setFault(null);
      await server.ready();
      await server.close();
      expect(ends.flatMap(({ document, outcome }) => falsehoods(outcome, simulator, document))).toEqual([]);
      expect(simulator.output().drawerKicks).toBeLessThanOrEqual(pulses);
    }),
    { numRuns: isLong ? 1_000 : 25 },
  );
});
