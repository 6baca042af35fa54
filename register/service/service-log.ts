import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The service's own log: what a support engineer reads. It holds no input of any call, so no personal data. */
export interface ServiceLog {
  note(event: string, detail?: Readonly<Record<string, string | number>>): void;
  /** Keeps where a bug was thrown, and returns the number under which it is found. */
  fault(where: string, thrown: unknown): string;
}

const LOG_FOLDER = 'logs';
const LOG_FILE = 'service.log';
const FILE_MAX_BYTES = 1_000_000;
/** `service.log` and this many before it. */
const OLD_FILES = 3;
const MESSAGE_MAX_LENGTH = 300;
const STACK_MAX_LINES = 20;

/** Opens the log in a data folder: one JSON document a line, in files that together stay under 4 MB. */
export function openServiceLog(folder: string): ServiceLog {
  const logs = join(folder, LOG_FOLDER);
  const write = (line: Readonly<Record<string, unknown>>): void => {
    try {
      mkdirSync(logs, { recursive: true, mode: 0o700 });
      rotate(logs);
      const text = JSON.stringify({ at: new Date().toISOString(), pid: process.pid, ...line });
      appendFileSync(join(logs, LOG_FILE), `${text}\n`, { mode: 0o600 });
    } catch (error) {
      // A disk that is full or gone must not also stop the till: the call that met it answers with its own error.
      process.stderr.write(
        `the log cannot be written: ${error instanceof Error ? error.message : 'unknown'}\n`,
      );
    }
  };
  return {
    note: (event, detail = {}) => write({ event, ...detail }),
    fault(where, thrown) {
      const incident = randomBytes(4).toString('hex');
      write({ event: 'fault', incident, where, ...describe(thrown) });
      return incident;
    },
  };
}

const TAIL_MAX_LINES = 500;

/** The last lines of the log in a data folder, oldest first, of the file in use; none where there is none. */
export function readLogTail(folder: string): unknown[] {
  const path = join(folder, LOG_FOLDER, LOG_FILE);
  if (!statSync(path, { throwIfNoEntry: false })) return [];
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n').slice(-TAIL_MAX_LINES);
  return lines.flatMap((line) => {
    try {
      return [JSON.parse(line) as unknown];
    } catch (error) {
      // A line that a power cut left half written.
      if (error instanceof SyntaxError) return [];
      throw error;
    }
  });
}

function rotate(logs: string): void {
  const size = statSync(join(logs, LOG_FILE), { throwIfNoEntry: false })?.size ?? 0;
  if (size < FILE_MAX_BYTES) return;
  const nameOf = (age: number) => join(logs, age === 0 ? LOG_FILE : `service.${age}.log`);
  for (let age = OLD_FILES - 1; age >= 0; age -= 1) {
    if (statSync(nameOf(age), { throwIfNoEntry: false })) renameSync(nameOf(age), nameOf(age + 1));
  }
}

function describe(thrown: unknown): { error: string; message: string; stack: string[] } {
  if (!(thrown instanceof Error)) return { error: typeof thrown, message: '', stack: [] };
  // The stack repeats the message, which may run over lines; only its frames are taken.
  const frames = (thrown.stack ?? '').split('\n').filter((frame) => /^\s+at /.test(frame));
  return {
    error: thrown.name,
    message: thrown.message.slice(0, MESSAGE_MAX_LENGTH),
    stack: frames.slice(0, STACK_MAX_LINES).map((frame) => frame.trim()),
  };
}
