import type { Language } from '../../domain/text/language.ts';
import type { Command } from './command.ts';

const words = {
  en: {
    title: 'Guitai: a register that sells offline, on books that no power cut can damage.',
    usage: 'Usage: guitai COMMAND [options]',
    every: 'Every command takes:',
    data: "--data DIR         the till's data folder (default: GUITAI_DATA, or this user's)",
    json: '--json             one JSON document on stdout and nothing else',
    language: '--language CODE    en or zh-CN (default: from LANG)',
    help: '--help             what a command takes',
    options: 'Options:',
  },
  'zh-CN': {
    title: '柜台 Guitai：断网也能收银，断电也不丢账。',
    usage: '用法：guitai 命令 [选项]',
    every: '所有命令均可使用：',
    data: '--data 目录        收银数据文件夹（默认：GUITAI_DATA，或当前用户的）',
    json: '--json             标准输出只有一个 JSON 文档',
    language: '--language 代码    en 或 zh-CN（默认按 LANG）',
    help: '--help             命令的用法',
    options: '选项：',
  },
} as const;

export function usageLine(command: Command): string {
  const options = Object.entries(command.options).map(([name, option]) => `[--${name}${option.type === 'string' ? ' …' : ''}]`);
  return ['guitai', command.name, ...command.positionals, ...options].join(' ');
}

/** The list of commands. */
export function generalHelp(commands: readonly Command[], language: Language): string {
  const text = words[language];
  const width = Math.max(...commands.map((command) => headOf(command).length)) + 2;
  const lines = commands.map((command) => `  ${headOf(command).padEnd(width)}${command.summary[language]}`);
  const common = [text.data, text.json, text.language, text.help].map((line) => `  ${line}`);
  return [text.title, '', text.usage, '', ...lines, '', text.every, ...common].join('\n');
}

function headOf(command: Command): string {
  return [command.name, ...command.positionals].join(' ');
}

/** One command's usage, summary and details. */
export function commandHelp(command: Command, language: Language): string {
  return [usageLine(command), '', command.summary[language], ...(command.help ? ['', command.help] : [])].join('\n');
}
