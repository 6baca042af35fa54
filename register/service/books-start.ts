import { fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BooksAnswer, BooksRequest } from '../host/books-messages.ts';
import {
  findElectronParent,
  type ElectronParentPort,
  type FramePort,
  type ParentMessage,
} from './parent-channel.ts';

/** A process that works on the books, however it was started. */
export interface BooksProcess {
  onMessage(take: (message: unknown) => void): void;
  /** Called once, when it is gone or could not be started. */
  onEnd(take: (how: string) => void): void;
  /** Lets it end, once its result is here. */
  release(): void;
  /** Ends it in the middle. */
  stop(): void;
}

// The built program stands beside this module as `.js`, the source as `.ts`.
const PROGRAM = fileURLToPath(new URL(`./books-process${extname(import.meta.url)}`, import.meta.url));

let requests = 0;

/** Starts `books-process` with its words: the task, the data folder, and what the task takes. */
export function startBooks(words: readonly string[]): BooksProcess {
  const electron = findElectronParent();
  return electron ? startUnderElectron(electron, words) : startUnderNode(words);
}

function startUnderNode(words: readonly string[]): BooksProcess {
  const child = fork(PROGRAM, words, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  // Now, because its threads have the priority that it has when it starts them, and Node starts some before any program.
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  return {
    onMessage: (take) => void child.on('message', take),
    onEnd(take) {
      child.once('error', (error) => take(error.message));
      child.once('exit', (exitCode, signal) => take(String(exitCode ?? signal)));
    },
    release: () => undefined,
    stop: () => void child.kill(),
  };
}

function startUnderElectron(electron: ElectronParentPort, words: readonly string[]): BooksProcess {
  requests += 1;
  const request = requests;
  const port = new Promise<FramePort>((resolve) => {
    const take = ({ data, ports: [given] }: ParentMessage): void => {
      if (!given || !isAnswer(data, request)) return;
      electron.off('message', take);
      resolve(given);
    };
    electron.on('message', take);
  });
  electron.postMessage({ kind: 'start-books', request, words } satisfies BooksRequest);
  let end = (): void => undefined;
  // Ended from outside: a verification does not listen while it reads.
  const close = (): void => {
    electron.postMessage({ kind: 'end-books', request } satisfies BooksRequest);
    end();
  };
  return {
    onMessage(take) {
      const listen = async (): Promise<void> => {
        const given = await port;
        given.on('message', ({ data }) => take(data));
        given.start();
      };
      void listen();
    },
    onEnd(take) {
      end = () => take('a closed port');
      void port.then((given) => given.on('close', end));
    },
    release: close,
    stop: close,
  };
}

function isAnswer(data: unknown, request: number): boolean {
  const { kind, request: answered } = data as Partial<BooksAnswer>;
  return kind === 'books' && answered === request;
}
