import { duplexPair } from 'node:stream';
import { fail, ok } from '../../domain/result.ts';
import type { OpenChannel } from '../transport/channel.ts';
import { streamChannel } from '../transport/stream-channel.ts';
import type { PrinterSimulator } from './printer-simulator.ts';

/** How a simulated printer is reached from within the program: like one on a network, without the network. */
export function simulatedOpener(simulator: PrinterSimulator): OpenChannel {
  return async () => {
    if (simulator.fault() === 'refuses') return fail({ code: 'refused' });
    const [till, device] = duplexPair();
    const channel = streamChannel(till);
    // As with a connection, what was sent stays readable when its sender has gone, and then comes the end.
    till.on('close', () => {
      if (device.readableEnded) device.destroy();
      else device.on('end', () => device.destroy());
      if (!till.writableFinished && !device.destroyed) device.push(null);
    });
    simulator.attach(device, () => {
      till.destroy(Object.assign(new Error('reset by the simulated printer'), { code: 'ECONNRESET' }));
      device.destroy();
    });
    return ok(channel);
  };
}
