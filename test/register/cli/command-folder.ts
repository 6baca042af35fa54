import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { openStoreReader } from '../../../db/open-store.ts';
import { runCaptured, type CapturedRun } from './captured-run.ts';

/** One line of words for a person, and never where in the program it came from. */
export const SENTENCE = /^[\p{L}\p{N}\p{Sc}“"/-][^\n]* [^\n]*\n$/u;
const STACK = /\n\s+at |node:internal|\.ts:\d/;

/** A folder of files with a data folder in it that does not exist yet, and commands on that. */
export interface CommandFolder {
  readonly folder: string;
  readonly data: string;
  run(...words: string[]): Promise<CapturedRun>;
  /** Runs what must work without a word on stderr; what it wrote. */
  runOk(...words: string[]): Promise<string>;
  /** Runs with `--json`; the one document, whether it worked or not. */
  json(...words: string[]): Promise<Record<string, unknown>>;
  /** Runs what must be refused with this exit code, in one sentence on stderr; that sentence. */
  refused(exitCode: number, ...words: string[]): Promise<string>;
  /** How many sales are on the counter or held. */
  countBaskets(): number;
  remove(): void;
}

export function openCommandFolder(): CommandFolder {
  const folder = mkdtempSync(join(tmpdir(), 'guitai-cli-'));
  const data = join(folder, 'data');
  const run = (...words: string[]) => runCaptured(...words, '--data', data);
  return {
    folder,
    data,
    run,
    async runOk(...words) {
      const { code, out, err } = await run(...words);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      return out;
    },
    async json(...words) {
      const { out } = await run(...words, '--json');
      expect(out.endsWith('\n')).toBe(true);
      return JSON.parse(out) as Record<string, unknown>;
    },
    async refused(exitCode, ...words) {
      const { code, out, err } = await run(...words);
      expect({ code, out }).toEqual({ code: exitCode, out: '' });
      expect(err).toMatch(SENTENCE);
      expect(err).not.toMatch(STACK);
      return err;
    },
    countBaskets() {
      const reader = openStoreReader(data);
      try {
        return (reader.baskets.current() ? 1 : 0) + reader.baskets.held().length;
      } finally {
        reader.close();
      }
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
