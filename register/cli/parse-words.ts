import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { fail, ok, type Result } from '../../domain/result.ts';
import { cliText } from '../../domain/text/cli-text.ts';
import { fillTemplate, languages, type Language } from '../../domain/text/language.ts';
import type { Command } from './command.ts';
import { usageLine } from './help.ts';

/** The options of every command. */
const commonOptions = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  language: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** The words behind a command's name, told apart. */
export interface ParsedWords {
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

/**
 * Tells a command's words and options apart, and refuses what it does not take with one sentence. Node's own strict mode
 * would refuse in English only, and would not let `--amount -5` reach the command that knows what is wrong with it.
 */
export function parseWords(
  command: Command,
  words: readonly string[],
  language: Language,
): Result<ParsedWords> {
  const known: ParseArgsOptionsConfig = { ...command.options, ...commonOptions };
  const { tokens, values, positionals } = parseArgs({
    args: [...words],
    options: known,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const text = cliText[language];
  const usage = fillTemplate(text.usage, { line: usageLine(command) });
  const refuse = (template: string, value: Readonly<Record<string, string>> = {}) =>
    fail({ code: 'usage', detail: fillTemplate(template, { ...value, usage }) } as const);
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = token.rawName;
    const type = Object.hasOwn(known, token.name) ? known[token.name]?.type : undefined;
    if (type === undefined) return refuse(text.optionUnknown, { option });
    const isValue = token.value !== undefined && (token.inlineValue || !token.value.startsWith('--'));
    if (type === 'string' && !isValue) return refuse(text.optionNeedsValue, { option });
    if (type === 'boolean' && token.value !== undefined) return refuse(text.optionTakesNoValue, { option });
  }
  const asked = values['language'];
  if (asked !== undefined && !languages.some((each) => each === asked)) {
    return refuse(text.languageUnknown, { choices: languages.join(', ') });
  }
  if (values['data'] === '') return refuse(text.dataEmpty);
  if (values['help'] !== true) {
    const required = command.positionals.filter((name) => !name.startsWith('['));
    if (positionals.length < required.length) return refuse(text.wordsMissing);
    const surplus = command.positionals.at(-1)?.includes('…')
      ? undefined
      : positionals[command.positionals.length];
    if (surplus !== undefined) return refuse(text.wordsTooMany, { word: surplus });
  }
  return ok({ options: values, positionals });
}
