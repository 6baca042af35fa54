import manifest from '../../package.json' with { type: 'json' };
import { storeErrorOf } from '../../db/store-error.ts';
import type { RegisterError } from '../../domain/errors.ts';
import { fail, type Result } from '../../domain/result.ts';
import { cliText } from '../../domain/text/cli-text.ts';
import { describeError } from '../../domain/text/error-text.ts';
import { fillTemplate, languages, type Language } from '../../domain/text/language.ts';
import type { Command, CommandInput, CommandOutput } from './command.ts';
import { commands } from './commands.ts';
import { defaultDataFolder } from './data-folder.ts';
import { commandHelp, generalHelp } from './help.ts';
import { parseWords } from './parse-words.ts';
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

/** How this call is to answer: in which language, and whether with one JSON document. */
interface Answering {
  readonly terminal: Terminal;
  readonly language: Language;
  readonly isJson: boolean;
}

/** Runs one command and returns the exit code: 0 done, 1 failed, 2 wrong usage. Every failure is one sentence. */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<number> {
  const language = chosenLanguage(words, terminal.env);
  const answering = { terminal, language, isJson: words.includes('--json') };
  if (words[0] === '--version') {
    return say(answering, { text: `guitai ${manifest.version}`, json: { version: manifest.version } });
  }
  const command = findCommand(words);
  if (!command) {
    const isAsking =
      words.length === 0 || words[0] === 'help' || words.includes('--help') || words.includes('-h');
    if (isAsking) return sayHelp(answering, generalHelp(commands, language));
    const unknown = fillTemplate(cliText[language].commandUnknown, { words: words.slice(0, 2).join(' ') });
    return refuse(answering, { code: 'usage', detail: unknown });
  }
  const parsed = parseWords(command, words.slice(command.name.split(' ').length), language);
  if (!parsed.ok) return refuse(answering, parsed.error);
  const { options, positionals } = parsed.value;
  if (options['help'] === true) return sayHelp(answering, commandHelp(command, language));
  const folder = typeof options['data'] === 'string' ? options['data'] : defaultDataFolder(terminal.env);
  const progress = progressWriter(terminal.err);
  const result = await runGuarded(
    command,
    { folder, language, positionals, options, progress },
    terminal.env,
  );
  return result.ok ? say(answering, result.value) : refuse(answering, result.error);
}

function findCommand(words: readonly string[]): Command | undefined {
  const [first = '', second = ''] = words;
  return (
    commands.find(({ name }) => name === `${first} ${second}`) ?? commands.find(({ name }) => name === first)
  );
}

/** What the disk refuses is an answer; anything else that is thrown is a bug, and still one sentence. */
async function runGuarded(
  command: Command,
  input: CommandInput,
  env: Terminal['env'],
): Promise<Result<CommandOutput>> {
  try {
    return await command.run(input);
  } catch (error) {
    const known = storeErrorOf(error, input.folder);
    if (known) return fail(known);
    if (env['GUITAI_DEBUG']) throw error;
    return fail({ code: 'program-failed', detail: error instanceof Error ? error.message : String(error) });
  }
}

function say({ terminal, language, isJson }: Answering, { text, json, failure }: CommandOutput): number {
  terminal.out.write(isJson ? `${JSON.stringify(json)}\n` : endWithNewline(text));
  if (!failure) return EXIT_DONE;
  terminal.err.write(`${describeError(failure, language)}\n`);
  return EXIT_FAILED;
}

function sayHelp(answering: Answering, help: string): number {
  return say(answering, { text: help, json: { help } });
}

function refuse({ terminal, language, isJson }: Answering, error: RegisterError): number {
  const message = describeError(error, language);
  if (isJson) terminal.out.write(`${JSON.stringify({ error: { ...error, message } })}\n`);
  terminal.err.write(`${message}\n`);
  return error.code === 'usage' ? EXIT_USAGE : EXIT_FAILED;
}

function endWithNewline(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

/** Read before the words are parsed, because what is wrong with them is said in it. */
function chosenLanguage(words: readonly string[], env: Terminal['env']): Language {
  const asked = words.flatMap((word, place) =>
    word === '--language'
      ? [words[place + 1]]
      : word.startsWith('--language=')
        ? [word.slice('--language='.length)]
        : [],
  );
  const known = languages.find((language) => language === asked.at(-1));
  if (known) return known;
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return locale.startsWith('zh') ? 'zh-CN' : 'en';
}
