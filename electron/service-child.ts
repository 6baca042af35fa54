import { MessageChannelMain, utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron';
import { dirname, join } from 'node:path';
import { relayPorts } from '../register/host/relay.ts';
import { SERVICE_ARGUMENTS, startServiceProcess } from '../register/host/service-process.ts';
import type { ServiceChild } from '../register/host/service-supervisor.ts';
import type { BooksAnswer, BooksRequest } from '../register/host/books-messages.ts';
import type { ShellOptions } from './shell-options.ts';

/** The register service as the shell runs it. */
export interface ShellService extends ServiceChild {
  /** Hands it an end of a channel; the other end is then a connection as the counter. */
  connect(port: MessagePortMain): void;
}

/** Starts the service of the data folder: in a `utilityProcess`, or under another Node where that is honoured. */
export function startShellService(options: ShellOptions): ShellService {
  return options.node === null ? startInElectron(options) : startUnderNode(options, options.node);
}

function startUnderNode({ dataFolder, serviceProgram }: ShellOptions, node: string): ShellService {
  const child = startServiceProcess({ folder: dataFolder, program: serviceProgram, execPath: node });
  return { ...child, connect: relayPorts(child) };
}

function startInElectron({ dataFolder, serviceProgram }: ShellOptions): ShellService {
  const child = utilityProcess.fork(serviceProgram, ['--data', dataFolder], {
    serviceName: 'Guitai register service',
    execArgv: [...SERVICE_ARGUMENTS],
    stdio: 'inherit',
  });
  runBooksFor(child, join(dirname(serviceProgram), 'books-process.js'));
  child.on('message', (message: unknown) => {
    // It stays until it is ended, so that what it says last is not lost.
    if (isRefusal(message)) child.kill();
  });
  return {
    onMessage: (take) => void child.on('message', take),
    onExit: (take) => void child.once('exit', take),
    send: (message) => child.postMessage(message),
    stop: () => child.postMessage({ kind: 'stop' }),
    // `kill` would ask it to end; the system is told to end it.
    kill: () => child.pid !== undefined && process.kill(child.pid, 'SIGKILL'),
    connect: (port) => child.postMessage({ kind: 'open' }, [port]),
  };
}

/** Starts the processes that work on the books: a `utilityProcess` cannot start another by itself. */
function runBooksFor(service: UtilityProcess, program: string): void {
  const running = new Map<number, UtilityProcess>();
  service.on('message', (message: BooksRequest) => {
    if (message.kind === 'end-books') running.get(message.request)?.kill();
    if (message.kind !== 'start-books') return;
    const { request, words } = message;
    const books = utilityProcess.fork(program, [...words], { serviceName: 'Guitai books', stdio: 'inherit' });
    running.set(request, books);
    books.once('exit', () => running.delete(request));
    const { port1, port2 } = new MessageChannelMain();
    books.postMessage({ kind: 'report-to' }, [port1]);
    service.postMessage({ kind: 'books', request } satisfies BooksAnswer, [port2]);
  });
  service.once('exit', () => {
    for (const books of running.values()) books.kill();
  });
}

function isRefusal(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'ready' in message && message.ready === false;
}
