import { os } from '@orpc/server';
import { RPCHandler } from '@orpc/server/websocket';
import { startBooks } from '../../../register/service/books-start.ts';
import type { CallConnection } from '../../../register/service/call-handler.ts';
import { findParentChannel } from '../../../register/service/parent-channel.ts';
import { serveParentProcess } from '../../../register/service/process-host.ts';

// A service without a database, which runs on any Electron's own Node: the way between it and the shell is the real one.

const parent = findParentChannel()!;
const handler = new RPCHandler({
  till: { status: os.handler(() => ({ pid: process.pid, type: (process as { type?: string }).type })) },
  maintenance: { count: os.handler(() => countWithBooks()), hang: os.handler(() => endBooksInTheMiddle()) },
});

/** What a process that works on the books says, until its result. */
function countWithBooks(): Promise<unknown[]> {
  return new Promise((resolve) => {
    const said: unknown[] = [];
    const books = startBooks(['count', '3']);
    books.onMessage((message) => {
      said.push(message);
      if ((message as { kind: string }).kind === 'result') books.release();
    });
    books.onEnd(() => resolve(said));
  });
}

/** The process id of one that is ended as soon as it has said it. */
function endBooksInTheMiddle(): Promise<unknown> {
  return new Promise((resolve) => {
    const books = startBooks(['hang', '0']);
    books.onMessage((message) => {
      resolve(message);
      books.stop();
    });
  });
}

function connect(_caller: string, send: (frame: string) => void): CallConnection {
  const peer = { send: (frame: unknown) => send(frame as string), addEventListener: () => undefined };
  return {
    receive: (frame) =>
      handler.message(peer, frame).then(
        () => true,
        () => false,
      ),
    close: () => handler.close(peer),
  };
}

serveParentProcess(parent, connect);
parent.onStop(() => process.exit());
parent.send({ ready: true, pid: process.pid, port: 0, counterToken: '' });
