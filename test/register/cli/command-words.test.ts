import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../../register/cli/commands.ts';
import { runCommandLine } from '../../../register/cli/run-command-line.ts';
import { runCaptured } from './captured-run.ts';
import { openCommandFolder, type CommandFolder } from './command-folder.ts';

let cli: CommandFolder;

describe('the words of a command', () => {
  beforeAll(() => {
    cli = openCommandFolder();
  });
  afterAll(() => cli.remove());

  test('none, help and --help list every command, in both languages', async () => {
    const [english, chinese] = [await runCaptured(), await runCaptured('help', '--language', 'zh-CN')];
    for (const { name } of commands) {
      expect(english.out).toContain(`  ${name}`);
      expect(chinese.out).toContain(`  ${name}`);
    }
    expect(english).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Usage:') });
    expect(chinese).toMatchObject({ code: 0, err: '', out: expect.stringContaining('用法') });
    expect(await runCaptured('--help')).toEqual(english);
  });

  test.each(commands.map(({ name }) => [name]))(
    '%s --help says what it takes, in both languages',
    async (name) => {
      const command = commands.find((each) => each.name === name)!;
      const words = name.split(' ');
      const english = await runCaptured(...words, '--help');
      expect(english).toMatchObject({ code: 0, err: '' });
      expect(english.out).toContain(`guitai ${name}`);
      for (const option of Object.keys(command.options)) expect(english.out).toContain(`--${option}`);
      const chinese = await runCaptured(...words, '--help', '--language=zh-CN');
      expect(chinese).toMatchObject({ code: 0, err: '' });
      expect(chinese.out).toContain(command.summary['zh-CN']);
      expect(command.help?.['zh-CN'] ?? '无').toMatch(/[\u4e00-\u9fff]/);
      expect(JSON.parse((await runCaptured(...words, '--help', '--json')).out)).toEqual({
        help: english.out.trimEnd(),
      });
    },
  );

  test.each(commands.map(({ name }) => [name]))(
    '%s refuses an option that it does not have',
    async (name) => {
      expect(await cli.refused(2, ...name.split(' '), '--nonsense')).toContain('--nonsense');
    },
  );

  const [needy, sparing] = [true, false].map((isNeedy) =>
    commands.filter(({ positionals }) => positionals.some((word) => !word.startsWith('[')) === isNeedy),
  );

  test.each(needy!.map(({ name }) => [name]))('%s refuses to run without its words', async (name) => {
    expect(await cli.refused(2, ...name.split(' '))).toContain('A word is missing. Usage: guitai');
  });

  test.each(sparing!.map(({ name }) => [name]))('%s refuses a word too many', async (name) => {
    expect(await cli.refused(2, ...name.split(' '), '1', 'surplus', 'more')).toContain('one word too many');
  });

  test.each([
    ['an unknown command', ['sing']],
    ['half a command', ['import', 'nothing', 'x']],
    ['an option without its value', ['soak', '--count']],
    ['an option whose value is an option', ['soak', '--count', '--ack', 'x']],
    ['a flag with a value', ['verify', '--json=yes']],
    ['a count that is no number', ['soak', '--count', 'many', '--ack', 'x']],
    ['a negative count', ['soak', '--count', '-5', '--ack', 'x']],
    ['a soak with nowhere to acknowledge', ['soak', '--count', '5']],
    ['an age that is no number', ['sell', 'A1', '--age', 'old']],
    ['a currency that is none', ['init', '--currency', 'XXQ']],
    ['a zone that is none', ['init', '--zone', 'Mars/Base']],
    ['a shop code in lower case', ['init', '--shop-code', 'shop']],
    ['a till code too long', ['init', '--till', '1234567']],
    ['a shop without a name', ['init', '--shop-name', '  ']],
    ['a manager without a PIN', ['init', '--manager', 'eve']],
    ['a PIN without a manager', ['init', '--pin', '1234']],
    ['a manager code with blanks', ['init', '--manager', 'eve e', '--pin', '1234']],
  ])('%s is refused with exit 2, in the reader’s language, as one document with --json', async (_, words) => {
    await cli.refused(2, ...words);
    const chinese = await cli.run(...words, '--language', 'zh-CN');
    expect(chinese.err).toMatch(/[\u4e00-\u9fff]/);
    const document = await cli.run(...words, '--json');
    expect(JSON.parse(document.out)).toMatchObject({
      error: { code: 'usage', message: document.err.trimEnd() },
    });
    expect(existsSync(cli.data)).toBe(false);
  });

  test('a language that is none is refused with exit 2', async () => {
    expect(await cli.refused(2, 'verify', '--language', 'klingon')).toBe('--language takes en, zh-CN.\n');
  });

  test('a data folder without a name is refused with exit 2', async () => {
    expect(await runCaptured('verify', '--data=')).toMatchObject({ code: 2, out: '' });
    expect(await runCaptured('verify', '--data')).toMatchObject({ code: 2, out: '' });
  });

  test('--version says which', async () => {
    expect((await runCaptured('--version')).out).toMatch(/^guitai \d+\.\d+\.\d+\n$/);
    expect(JSON.parse((await runCaptured('--version', '--json')).out)).toHaveProperty('version');
  });

  test('the language comes from the machine where nobody says', async () => {
    const said = { out: '', err: '' };
    const sink = { write: (text: string) => void (said.err += text) };
    expect(await runCommandLine(['sing'], { env: { LC_ALL: 'zh_CN.UTF-8' }, out: sink, err: sink })).toBe(2);
    expect(said.err).toContain('没有命令');
  });
});
