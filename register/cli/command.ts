import type { ParseArgsOptionsConfig } from 'node:util';
import type { RegisterError } from '../../domain/errors.ts';
import type { Result } from '../../domain/result.ts';
import type { Language } from '../../domain/text/language.ts';

/** What a command is given: its words and options, and where to say how far it is. */
export interface CommandInput {
  readonly folder: string;
  readonly language: Language;
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  /** Shows how far the work is on stderr: a bar on a terminal, a line now and then elsewhere. */
  readonly progress: (label: string, done: number, total: number) => void;
}

/** What a command says when it is done: lines for people, one document with `--json`. */
export interface CommandOutput {
  readonly text: string;
  readonly json: unknown;
  /** A command that worked may still bring bad news: `verify` that found a fault ends with 1. */
  readonly failure?: RegisterError;
}

export interface Command {
  /** One or two words: `verify`, `import products`. */
  readonly name: string;
  /** Names of its positional words, for the usage line; one in brackets may be left out. */
  readonly positionals: readonly string[];
  readonly options: ParseArgsOptionsConfig;
  readonly summary: Readonly<Record<Language, string>>;
  /** What `--help` says beyond the usage line. */
  readonly help?: Readonly<Record<Language, string>>;
  run(input: CommandInput): Result<CommandOutput> | Promise<Result<CommandOutput>>;
}
