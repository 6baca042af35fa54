import { runCommandLine } from '../../../register/cli/run-command-line.ts';

/** What a command said, and how it ended. */
export interface CapturedRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in this process, in English unless the words say otherwise. */
export async function runCaptured(...words: readonly string[]): Promise<CapturedRun> {
  const said = { out: '', err: '' };
  const code = await runCommandLine(words, {
    env: { LANG: 'en_GB.UTF-8' },
    out: { write: (text) => void (said.out += text) },
    err: { write: (text) => void (said.err += text) },
  });
  return { code, ...said };
}
