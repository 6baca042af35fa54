import { fail, ok } from '../../domain/result.ts';
import { startDeadline } from '../transport/deadline.ts';
import { tcpOpener } from '../transport/tcp.ts';
import type { OpenPort } from '../serial/device-line.ts';

const CONNECT_TIMEOUT_MS = 3_000;
const WRITE_TIMEOUT_MS = 2_000;

/** How a display on the network is opened once; the connection stays as long as it is shown something. */
export function tcpPortOpener(host: string, port: number): OpenPort {
  const open = tcpOpener(host, port);
  return async (events) => {
    const opened = await open(CONNECT_TIMEOUT_MS);
    if (!opened.ok) return opened;
    const channel = opened.value;
    let isOver = false;
    channel.listen(events.onBytes);
    const watchEnd = async (): Promise<void> => {
      const fault = await channel.gone;
      await channel.close();
      if (!isOver) events.onBroken(fault);
    };
    void watchEnd();
    return ok({
      write: async (bytes) => {
        const sent = await channel.send(bytes, WRITE_TIMEOUT_MS, startDeadline(WRITE_TIMEOUT_MS));
        if (sent.left === 'all') return ok(null);
        // Half a picture that still comes would be shown out of turn.
        await channel.close();
        return fail({ code: sent.fault });
      },
      discard: async () => undefined,
      close: async () => {
        isOver = true;
        await channel.close();
      },
    });
  };
}
