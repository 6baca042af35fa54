import { describeError } from '../../domain/text/error-text.ts';
import { printerDeadlines } from '../../hardware/printer/printer.ts';
import { printerPauses } from '../printing/printer-rest.ts';
import type { PrinterPace } from './print-bench.ts';
import { findParentChannel, type ParentChannel } from './parent-channel.ts';
import { runRestore, type RestoreRequest } from './restore-run.ts';
import { startService, type Service } from './service.ts';

/** Runs the service of a data folder in this process until it is told to end, or its parent is gone. */
export async function runService(
  folder: string,
  checkpointAfterMs: number,
  printerDeadlineMs: number | null,
): Promise<void> {
  const parent = findParentChannel();
  const say = parent?.send ?? printLine;
  const started = await startService(
    folder,
    { checkpointAfterMs, ...(printerDeadlineMs !== null && { printerPace: paceWithin(printerDeadlineMs) }) },
    parent,
  );
  if (!started.ok) {
    say({ ready: false, error: started.error });
    process.stderr.write(`${describeError(started.error, 'en')}\n`);
    process.exitCode = 1;
    parent?.release();
    return;
  }
  stopWhenTold(folder, started.value, parent, say);
  const { pid, port, tokens } = started.value.address;
  // The token is for the process that started this one: a line on stdout may end up in a log.
  say({ ready: true, pid, port, ...(parent && { counterToken: tokens.counter }) });
}

/** The usual pace, with nothing of it longer than a document may take in all. */
function paceWithin(totalMs: number): PrinterPace {
  const { connectMs, writeMs, answerMs } = printerDeadlines;
  return {
    deadlines: {
      connectMs: Math.min(connectMs, totalMs),
      writeMs: Math.min(writeMs, totalMs),
      answerMs: Math.min(answerMs, Math.ceil(totalMs / 2)),
      totalMs,
    },
    pauses: {
      firstMs: Math.min(printerPauses.firstMs, Math.ceil(totalMs / 8)),
      maxMs: Math.min(printerPauses.maxMs, totalMs),
    },
  };
}

/** What a service ends with that is to be started again: `EX_TEMPFAIL` of sysexits.h, so that a supervisor of IT's sees it. */
const START_AGAIN = 75;

function stopWhenTold(
  folder: string,
  service: Service,
  parent: ParentChannel | null,
  say: (message: unknown) => void,
): void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    void service.stop().then(() => process.exit(0), failed);
  };
  // A process that never opened the restored books starts with nothing of the old ones in its memory.
  const restoreAndLeave = async (request: RestoreRequest): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    say({ restoring: true });
    await service.stop();
    await runRestore(folder, request, service.log);
    process.exit(START_AGAIN);
  };
  // Whoever started it starts it again, and the counter goes on with the same basket; going on here could sell wrongly.
  const failed = (error: unknown): void => {
    service.log.fault('process', error);
    process.exit(1);
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
  process.on('uncaughtException', failed).on('unhandledRejection', failed);
  parent?.onStop(stop);
  void service.restoreAsked.then(restoreAndLeave).catch(failed);
}

function printLine(message: unknown): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
