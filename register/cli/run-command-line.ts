import { parseArgs } from 'node:util';
import type { RegisterError } from '../../domain/errors.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { describeError } from '../../domain/text/error-text.ts';
import { languages, type Language } from '../../domain/text/language.ts';
import { storeErrorOf } from '../../db/store-error.ts';
import type { Command, CommandInput, CommandOutput } from './command.ts';
import { commands } from './commands.ts';
import { defaultDataFolder } from './data-folder.ts';
import { generalHelp, commandHelp, usageLine } from './help.ts';
import { progressWriter, type TextSink } from './progress.ts';

/** Exit codes of the command line. */
const EXIT_DONE = 0;
const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: TextSink;
  readonly err: TextSink;
}

const commonOptions = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  language: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Runs one command and returns the exit code: 0 done, 1 failed, 2 wrong usage. Every failure is one sentence. */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<number> {
  const language = chosenLanguage(words, terminal.env);
  if (words[0] === '--version') return say(terminal, `guitai ${await readVersion()}`);
  const command = findCommand(words);
  if (!command) {
    const isAsking = words.length === 0 || words[0] === 'help' || words.includes('--help') || words.includes('-h');
    if (isAsking) return say(terminal, generalHelp(commands, language));
    return refuse(terminal, language, usageError(unknownCommandText(words, language)));
  }
  const parsed = parseWords(command, words.slice(command.name.split(' ').length), terminal, language);
  if (!parsed.ok) return refuse(terminal, language, parsed.error);
  if (parsed.value.options['help'] === true) return say(terminal, commandHelp(command, language));
  const isJson = parsed.value.options['json'] === true;
  const result = await runGuarded(command, parsed.value);
  if (!result.ok) return refuse(terminal, language, result.error, isJson);
  terminal.out.write(isJson ? `${JSON.stringify(result.value.json)}\n` : endWithNewline(result.value.text));
  const { failure } = result.value;
  if (!failure) return EXIT_DONE;
  terminal.err.write(`${describeError(failure, language)}\n`);
  return EXIT_FAILED;
}

function findCommand(words: readonly string[]): Command | undefined {
  const [first = '', second = ''] = words;
  return commands.find(({ name }) => name === `${first} ${second}`) ?? commands.find(({ name }) => name === first);
}

function parseWords(
  command: Command,
  words: readonly string[],
  terminal: Terminal,
  language: Language,
): Result<CommandInput> {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: { ...command.options, ...commonOptions },
      allowPositionals: true,
      // So that `--price -1` reaches the command, which says what is wrong with it, and not the parser.
      strict: true,
    });
    const required = command.positionals.filter((name) => !name.startsWith('['));
    const isHelp = values['help'] === true;
    const isTooMany = positionals.length > command.positionals.length && !command.positionals.at(-1)?.includes('…');
    if (!isHelp && (positionals.length < required.length || isTooMany)) {
      return fail(usageError(usageText(command, language)));
    }
    return ok({
      folder: typeof values['data'] === 'string' ? values['data'] : defaultDataFolder(terminal.env),
      language,
      positionals,
      options: values as CommandInput['options'],
      progress: progressWriter(terminal.err),
    });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const [reason = ''] = error.message.split('. ');
    return fail(usageError(`${reason}. ${usageText(command, language)}`));
  }
}

/** What the disk refuses is an answer; anything else that is thrown is a bug, and still one sentence. */
async function runGuarded(command: Command, input: CommandInput): Promise<Result<CommandOutput>> {
  try {
    return await command.run(input);
  } catch (error) {
    const known = storeErrorOf(error, input.folder);
    if (known) return fail(known);
    if (process.env['GUITAI_DEBUG']) throw error;
    return fail(usageError(bugText(error, input.language)));
  }
}

function refuse(terminal: Terminal, language: Language, error: RegisterError, isJson = false): number {
  const message = describeError(error, language);
  if (isJson) terminal.out.write(`${JSON.stringify({ error: { ...error, message } })}\n`);
  terminal.err.write(`${message}\n`);
  return error.code === 'usage' ? EXIT_USAGE : EXIT_FAILED;
}

function say(terminal: Terminal, text: string): number {
  terminal.out.write(endWithNewline(text));
  return EXIT_DONE;
}

function endWithNewline(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

function usageError(detail: string): RegisterError {
  return { code: 'usage', detail };
}

function usageText(command: Command, language: Language): string {
  return language === 'en' ? `Usage: ${usageLine(command)}` : `用法：${usageLine(command)}`;
}

function unknownCommandText(words: readonly string[], language: Language): string {
  const word = words.slice(0, 2).join(' ');
  return language === 'en'
    ? `There is no command “${word}”; “guitai --help” lists them.`
    : `没有命令“${word}”，可用“guitai --help”查看。`;
}

function bugText(error: unknown, language: Language): string {
  const message = error instanceof Error ? error.message : String(error);
  return language === 'en'
    ? `The program failed (${message}); nothing that was confirmed is lost. Run it again with GUITAI_DEBUG=1 and send what it shows.`
    : `程序出错（${message}），已确认的数据没有丢失。请设置 GUITAI_DEBUG=1 重新运行并反馈输出。`;
}

function chosenLanguage(words: readonly string[], env: Terminal['env']): Language {
  const at = words.indexOf('--language');
  const asked = at === -1 ? undefined : words[at + 1];
  const known = languages.find((language) => language === asked);
  if (known) return known;
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return locale.startsWith('zh') ? 'zh-CN' : 'en';
}

async function readVersion(): Promise<string> {
  const manifest = (await import('../../package.json', { with: { type: 'json' } })) as { default: { version: string } };
  return manifest.default.version;
}
