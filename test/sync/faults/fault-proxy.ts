import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../../faults/random.ts';

/** What a network does to connections; each is asked for when a connection begins or data passes, so a change holds at once. */
export interface NetworkFault {
  /** `refused`: nobody listens. `silent`: connections are taken and nothing passes. `up`: all passes but what follows takes away. */
  readonly state: 'up' | 'refused' | 'silent';
  /** The share of connections that are broken off after a random part of what passes. */
  readonly lossShare: number;
  /** Breaks a connection off when the first byte of an answer would pass: the request was carried out, and nobody knows. */
  readonly losesAnswers: boolean;
  /** Passes at most so much in a second, both ways together; null for no limit. */
  readonly bytesPerSecond: number | null;
  /** Sends what came of a request a second time over a connection of its own, and throws that answer away. */
  readonly repeatsRequests: boolean;
}

export const healthyNetwork: NetworkFault = {
  state: 'up',
  lossShare: 0,
  losesAnswers: false,
  bytesPerSecond: null,
  repeatsRequests: false,
};

/** A network between one client and one server: real sockets, real resets. */
export interface FaultProxy {
  readonly port: number;
  set(fault: Partial<NetworkFault>): void;
  /** Ends every connection there is, as a cable that is pulled. */
  cut(): void;
  readonly figures: () => {
    readonly connections: number;
    readonly broken: number;
    readonly repeated: number;
  };
  close(): Promise<void>;
}

/** After at most so many bytes a connection that is to be lost is broken off. */
const LOST_WITHIN_BYTES = 20_000;
const SLICE_MS = 20;

export async function openFaultProxy(targetPort: number, random: Random): Promise<FaultProxy> {
  let fault = healthyNetwork;
  const sockets = new Set<Socket>();
  const figures = { connections: 0, broken: 0, repeated: 0 };

  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    return socket;
  };
  const breakOff = (client: Socket, server: Socket): void => {
    if (client.destroyed) return;
    figures.broken += 1;
    client.resetAndDestroy();
    server.destroy();
  };
  /** Passes bytes one way, at the pace that is set, until `mayPass` says no. */
  const pass = async (from: Socket, to: Socket, mayPass: (bytes: Buffer) => boolean): Promise<void> => {
    // A way that ends before the other must leave that one its socket.
    for await (const piece of from.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      while (fault.state === 'silent' && !to.destroyed) await delay(SLICE_MS);
      if (!mayPass(piece)) return;
      for (let at = 0; at < piece.length && !to.destroyed;) {
        const pace = fault.bytesPerSecond;
        const size = pace === null ? piece.length - at : Math.max(1, Math.floor((pace * SLICE_MS) / 1_000));
        if (!to.write(piece.subarray(at, at + size)))
          await Promise.race([once(to, 'drain'), once(to, 'close')]);
        at += size;
        if (pace !== null) await delay(SLICE_MS);
      }
      if (to.destroyed) return;
    }
    to.end();
  };
  /** A request that arrives twice, as when a network delivered what its sender had given up. */
  const repeat = (request: readonly Buffer[]): void => {
    if (request.length === 0) return;
    figures.repeated += 1;
    const again = keep(connect(targetPort, '127.0.0.1'));
    again.resume();
    again.end(Buffer.concat(request));
  };

  const serve = (client: Socket): void => {
    keep(client);
    if (fault.state === 'refused') {
      client.resetAndDestroy();
      return;
    }
    figures.connections += 1;
    const server = keep(connect(targetPort, '127.0.0.1'));
    const request: Buffer[] = [];
    const isLost = random.below(1_000) < fault.lossShare * 1_000;
    let bytesLeft = isLost ? random.below(LOST_WITHIN_BYTES) : Number.POSITIVE_INFINITY;
    const spend = (piece: Buffer): boolean => {
      bytesLeft -= piece.length;
      if (bytesLeft >= 0) return true;
      breakOff(client, server);
      return false;
    };
    const up = pass(client, server, (piece) => {
      if (fault.repeatsRequests) request.push(piece);
      return spend(piece);
    });
    const down = pass(server, client, (piece) => {
      if (!fault.losesAnswers) return spend(piece);
      breakOff(client, server);
      return false;
    });
    const settle = (ways: readonly PromiseSettledResult<void>[]): void => {
      // Two ways that ended in good order close their connection themselves, once all has been written.
      if (ways.some(({ status }) => status === 'rejected')) {
        client.destroy();
        server.destroy();
      }
      if (fault.repeatsRequests) repeat(request);
    };
    void Promise.allSettled([up, down]).then(settle);
  };

  const proxy = createServer({ allowHalfOpen: true }, serve);
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    port: (proxy.address() as AddressInfo).port,
    set: (change) => void (fault = { ...fault, ...change }),
    cut() {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    figures: () => ({ ...figures }),
    async close() {
      const closed = once(proxy, 'close');
      proxy.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
