import { displayWidth } from '../../domain/receipt/display-width.ts';
import { cliText } from '../../domain/text/cli-text.ts';
import type { Language } from '../../domain/text/language.ts';
import type { Command } from './command.ts';

export function usageLine(command: Command): string {
  const options = Object.entries(command.options).map(
    ([name, option]) => `[--${name}${option.type === 'string' ? ' …' : ''}]`,
  );
  return ['guitai', command.name, ...command.positionals, ...options].join(' ');
}

/** The list of commands. */
export function generalHelp(commands: readonly Command[], language: Language): string {
  const text = cliText[language];
  const width = Math.max(...commands.map((command) => displayWidth(headOf(command)))) + 2;
  const lines = commands.map(
    (command) =>
      `  ${headOf(command)}${' '.repeat(width - displayWidth(headOf(command)))}${command.summary[language]}`,
  );
  const common = [text.dataHelp, text.jsonHelp, text.languageHelp, text.helpHelp].map((line) => `  ${line}`);
  return [text.title, '', text.general, '', ...lines, '', text.every, ...common].join('\n');
}

function headOf(command: Command): string {
  return [command.name, ...command.positionals].join(' ');
}

/** One command's usage, summary and details. */
export function commandHelp(command: Command, language: Language): string {
  const details = command.help ? ['', command.help[language]] : [];
  return [usageLine(command), '', command.summary[language], ...details].join('\n');
}
