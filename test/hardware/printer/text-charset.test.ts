import { describe, expect, test } from 'vitest';
import {
  printerDialects,
  textEncodings,
  type TextEncoding,
} from '../../../domain/devices/device-settings.ts';
import { row } from '../../../domain/receipt/document.ts';
import { encodeReceipt } from '../../../hardware/printer/encode-receipt.ts';
import { charsetOf } from '../../../hardware/printer/text-charset.ts';
import { drawing, paperOf, printerOf } from './sample-printers.ts';

const everywhere = printerDialects.flatMap((dialect) =>
  textEncodings.map((encoding) => ({ dialect, encoding })),
);

async function lineOf(text: string, changes: Parameters<typeof printerOf>[0]): Promise<string> {
  const printer = printerOf(changes);
  const document = { language: 'en', title: '', blocks: [row(text, '')] } as const;
  const [item] = paperOf(await encodeReceipt(document, printer, drawing), printer);
  return item?.kind === 'line' ? item.text : `[${item?.kind}]`;
}

describe('signs of money', () => {
  test.each(everywhere)('print as themselves or are drawn, in $dialect with $encoding', async (changes) => {
    expect(await lineOf('¥1', changes)).toMatch(/^([¥￥]1|\[picture\])$/);
    expect(await lineOf('￥1', changes)).toMatch(/^([¥￥]1|\[picture\])$/);
    expect(await lineOf('€1', changes)).toMatch(/^(€1|\[picture\])$/);
    expect(await lineOf('£1', changes)).toMatch(/^([£￡]1|\[picture\])$/);
    expect(await lineOf('$1', changes)).toBe('$1');
    expect(await lineOf('a\\b', changes)).toMatch(/^a[\\＼]b$/);
  });

  test.each<[TextEncoding, string]>([
    ['gb18030', 'a3a4'],
    ['big5', 'a244'],
    ['shift-jis', '818f'],
    ['cp437', '9d'],
    ['cp850', 'be'],
    ['cp858', 'be'],
    ['cp1252', 'a5'],
  ])('the yen sign in %s is %s', (encoding, hex) => {
    const charset = charsetOf(encoding);
    expect(Buffer.from(charset.spell(charset.reword('¥'))?.[0] ?? []).toString('hex')).toBe(hex);
  });

  test('code page 866 has no yen sign, and it is drawn', async () => {
    expect(await lineOf('¥1', { encoding: 'cp866' })).toBe('[picture]');
  });
});

describe('text of two bytes', () => {
  const lineBytes = async (text: string, changes: Parameters<typeof printerOf>[0]) => {
    const bytes = await encodeReceipt(
      { language: 'en', title: '', blocks: [row(text, '')] },
      printerOf(changes),
      drawing,
    );
    return Buffer.from(bytes).toString('hex');
  };

  test('stands between the commands that begin and end it, with single bytes outside', async () => {
    expect(await lineBytes('中文a¥1', {})).toMatch(/1c26d6d0cec41c2e611c26a3a41c2e310a$/);
    expect(await lineBytes('中文a', { dialect: 'star-line' })).toMatch(/1b2401d6d0cec41b2400610a$/);
  });

  test('is ended before anything else, and one-byte pages never begin it', async () => {
    expect(await lineBytes('中', {})).toMatch(/1c26d6d01c2e0a$/);
    for (const encoding of ['cp437', 'cp850', 'cp858', 'cp1252', 'cp866'] as const) {
      const bytes = await lineBytes('Zoë Я £', { encoding });
      expect(bytes).toMatch(/^1b401c2e1b52001b74/);
      expect(bytes).not.toContain('1c26');
    }
  });
});

describe('a font', () => {
  test.each(everywhere)('of $encoding in $dialect is read back character by character', async (changes) => {
    const charset = charsetOf(changes.encoding);
    const said = [...allCharacters()].filter((character) => charset.spell(character));
    expect(said.length).toBeGreaterThan(190);
    const printer = printerOf(changes);
    const blocks = [];
    for (let start = 0; start < said.length; start += 20) {
      // A dot at either end, so that no space is at one.
      blocks.push(row(`.${said.slice(start, start + 20).join('')}.`, ''));
    }
    const bytes = await encodeReceipt({ language: 'en', title: '', blocks }, printer, drawing);
    const printed = paperOf(bytes, printer).map((item) => (item.kind === 'line' ? item.text : ''));
    const read = [...printed.join('').replaceAll('.', '')];
    const wanted = said.filter((character) => character !== '.');
    expect(read.length).toBe(wanted.length);
    expect(wanted.filter((character, index) => read[index] !== character)).toEqual([]);
  });

  test('says in two bytes what is two columns wide on paper', () => {
    const gb = charsetOf('gb18030');
    expect(gb.measure('2 × ￥9.90')).toBe(11);
    expect(charsetOf('cp858').measure('2 × ¥9.90')).toBe(9);
    expect(charsetOf('shift-jis').measure('ｱｲｳアイウ')).toBe(9);
    expect(charsetOf('shift-jis').measure('ﾋﾞｰﾙ')).toBe(4);
  });

  test('takes another character for one that it lacks, if that says the same', () => {
    expect(charsetOf('cp437').reword('2 × “Tea” – 1…')).toBe('2 x "Tea" - 1...');
    expect(charsetOf('cp1252').reword('2 × “Tea” – 1…')).toBe('2 × “Tea” – 1…');
    expect(charsetOf('cp1252').reword('Cafe\u0301 \u200b™')).toBe('Café ™');
  });

  test('leaves to be drawn what printers do not agree on', () => {
    const lacks = (encoding: TextEncoding, character: string) =>
      charsetOf(encoding).spell(character) === null;
    for (const character of ['㼆', '𠮷', '\ue5e5']) expect(lacks('gb18030', character)).toBe(true);
    for (const character of ['€', '碁']) expect(lacks('big5', character)).toBe(true);
    for (const character of ['①', '髙', '\\', '~']) expect(lacks('shift-jis', character)).toBe(true);
    expect(lacks('cp850', 'ı')).toBe(true);
  });
});

/** All of the basic plane that is a character by itself and shows. */
function* allCharacters(): Generator<string> {
  for (let codePoint = 0x20; codePoint < 0xfffe; codePoint++) {
    const character = String.fromCharCode(codePoint);
    if (/[^\p{Cs}\p{Mark}\s]/u.test(character)) yield character;
  }
}
