import { describeError } from '../../domain/text/error-text.ts';
import { startService, type Service } from './service.ts';

/** Runs the service of a data folder in this process until it is told to end, or its parent is gone. */
export async function runService(folder: string, checkpointAfterMs: number): Promise<void> {
  const started = await startService(folder, { checkpointAfterMs });
  if (!started.ok) {
    say({ ready: false, error: started.error });
    process.stderr.write(`${describeError(started.error, 'en')}\n`);
    process.exitCode = 1;
    if (process.connected) process.disconnect();
    return;
  }
  stopWhenTold(started.value);
  const { pid, port } = started.value.address;
  say({ ready: true, pid, port });
}

function stopWhenTold(service: Service): void {
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
  process.once('SIGTERM', stop).once('SIGINT', stop).once('disconnect', stop);
  process.on('uncaughtException', failed).on('unhandledRejection', failed);
}

function say(message: Readonly<Record<string, unknown>>): void {
  if (process.send) process.send(message);
  else process.stdout.write(`${JSON.stringify(message)}\n`);
}
