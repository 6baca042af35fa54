import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { PrinterSimulator } from './printer-simulator.ts';

/** A simulated printer on the network. */
export interface PrinterServer {
  readonly host: string;
  readonly port: number;
  /** Settles once it listens, or refuses to, as the printer's fault wants it. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** Puts a simulated printer behind a real TCP port; 0 takes a free one. Its faults are then real ones. */
export async function startPrinterServer(
  simulator: PrinterSimulator,
  { host = '127.0.0.1', port = 0 }: { readonly host?: string; readonly port?: number } = {},
): Promise<PrinterServer> {
  const sockets = new Set<Socket>();
  const serve = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    simulator.attach(socket, () => socket.resetAndDestroy());
  };
  let server = await listen(host, port, serve);
  const address = server.address() as AddressInfo;
  let change = Promise.resolve();
  const follow = async (before: Promise<void>): Promise<void> => {
    await before;
    const isWanted = simulator.fault() !== 'refuses';
    if (isWanted === server.listening) return;
    // Closing stops the listening at once; those who are connected already stay so.
    if (isWanted) server = await listen(host, address.port, serve);
    else server.close();
  };
  const stopHearing = simulator.onChange(() => {
    change = follow(change);
  });

  return {
    host,
    port: address.port,
    ready: () => change,
    close: async () => {
      stopHearing();
      await change;
      for (const socket of sockets) socket.destroy();
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}

async function listen(host: string, port: number, serve: (socket: Socket) => void): Promise<Server> {
  const server = createServer({ allowHalfOpen: true, noDelay: true }, serve);
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
