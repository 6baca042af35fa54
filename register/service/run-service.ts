import { describeError } from '../../domain/text/error-text.ts';
import { findParentChannel, type ParentChannel } from './parent-channel.ts';
import { startService, type Service } from './service.ts';

/** Runs the service of a data folder in this process until it is told to end, or its parent is gone. */
export async function runService(folder: string, checkpointAfterMs: number): Promise<void> {
  const parent = findParentChannel();
  const say = parent?.send ?? printLine;
  const started = await startService(folder, { checkpointAfterMs }, parent);
  if (!started.ok) {
    say({ ready: false, error: started.error });
    process.stderr.write(`${describeError(started.error, 'en')}\n`);
    process.exitCode = 1;
    parent?.release();
    return;
  }
  stopWhenTold(started.value, parent);
  const { pid, port, tokens } = started.value.address;
  // The token is for the process that started this one: a line on stdout may end up in a log.
  say({ ready: true, pid, port, ...(parent && { counterToken: tokens.counter }) });
}

function stopWhenTold(service: Service, parent: ParentChannel | null): void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    void service.stop().then(() => process.exit(0), failed);
  };
  // Whoever started it starts it again, and the counter goes on with the same basket; going on here could sell wrongly.
  const failed = (error: unknown): void => {
    service.log.fault('process', error);
    process.exit(1);
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
  process.on('uncaughtException', failed).on('unhandledRejection', failed);
  parent?.onStop(stop);
}

function printLine(message: unknown): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
