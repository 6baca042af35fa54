import { spawn } from 'node:child_process';
import { systemCodeOf } from './system-fault.ts';

/** How a command of the operating system ended. */
export type CommandEnd =
  | { readonly kind: 'ended'; readonly exitCode: number; readonly output: string; readonly errors: string }
  /** There is no such command, or it may not be run. */
  | { readonly kind: 'absent' }
  /** It was ended because it took too long. */
  | { readonly kind: 'late' };

export interface CommandOptions {
  readonly input?: Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** More than any list of ports or queues. */
const OUTPUT_MAX_CHARACTERS = 100_000;

/** Runs a command without a shell, its messages in English. Never rejects. */
export function runCommand(
  command: string,
  args: readonly string[],
  { input, env = {}, timeoutMs }: CommandOptions,
): Promise<CommandEnd> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env: { ...process.env, LC_ALL: 'C', ...env }, windowsHide: true });
    let output = '';
    let errors = '';
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      resolve({ kind: 'late' });
    }, timeoutMs);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (output.length < OUTPUT_MAX_CHARACTERS) output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (errors.length < OUTPUT_MAX_CHARACTERS) errors += text;
    });
    child.once('error', (error) => {
      clearTimeout(timer);
      // A command that is there and cannot be started now is one that failed.
      const isAbsent = ['ENOENT', 'EACCES'].includes(systemCodeOf(error) ?? '');
      resolve(isAbsent ? { kind: 'absent' } : { kind: 'ended', exitCode: -1, output, errors: error.message });
    });
    child.once('close', (exitCode) => {
      clearTimeout(timer);
      resolve({ kind: 'ended', exitCode: exitCode ?? -1, output, errors });
    });
    // A command that ends without reading its input says why in its exit code.
    child.stdin.on('error', (error) => (errors += error.message));
    child.stdin.end(input);
  });
}
