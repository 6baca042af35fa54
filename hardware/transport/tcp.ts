import { connect } from 'node:net';
import { fail, ok } from '../../domain/result.ts';
import type { OpenChannel } from './channel.ts';
import { within } from './deadline.ts';
import { streamChannel } from './stream-channel.ts';
import { systemFaultOf } from './system-fault.ts';

/**
 * How a device on the network is reached: by name or by address, IPv4 or IPv6, also in brackets. Raw printing has no
 * standard beyond "port 9100 takes what is to be printed": the end of the connection is the end of the job.
 */
export function tcpOpener(host: string, port: number): OpenChannel {
  const address = host.replace(/^\[(.*)\]$/, '$1');
  return async (timeoutMs) => {
    const socket = connect({ host: address, port, allowHalfOpen: true, noDelay: true });
    const connected = new Promise<Error | null>((resolve) => {
      socket.once('connect', () => resolve(null));
      socket.on('error', resolve);
    });
    const error = await within(connected, timeoutMs, 'late' as const);
    if (error === null) return ok(streamChannel(socket));
    socket.destroy();
    return fail({ code: error === 'late' ? 'unreachable' : systemFaultOf(error, 'unreachable') });
  };
}
