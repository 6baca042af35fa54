import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { describeIf } from '../../skip.ts';
import { noWedgeCases, wantedScans, wedgeCases } from '../../wedge-cases.ts';
import { plugIn, pressesOf, pressesOfCase, pressOf, type Keyboard, type Press } from './keyboard.ts';
import { windowMakers, type PageWindow, type WindowMaker } from './windows.ts';

/** Until a scan that has no end is told, and a little more. */
const UNENDED_MS = 650;
const EAN = '6901234567892';

interface Seen {
  readonly scans: readonly string[];
  readonly presses: readonly string[];
  readonly keys: readonly string[];
  readonly changes: readonly string[];
}

function scanOf(text: string, gapMs: number, startMs = 0): readonly Press[] {
  return [...pressesOf(text, gapMs, startMs), pressOf('Enter', startMs + text.length * gapMs)];
}

// Most of the time is waited away: the programs wait at the same time, each in its own order.
describe.concurrent.each(windowMakers)('in a real window of $name', (maker) => {
  describeIf(maker.isThere, maker.lack)('a scanner that types', () => {
    describe('one key after another', { concurrent: false }, () => {
      describeWedge(maker);
    });
  });
});

function describeWedge(maker: WindowMaker): void {
  let window: PageWindow | undefined;
  let page: Page;
  let keyboard: Keyboard;

  beforeAll(async () => {
    window = await maker.open();
    page = window.page;
    keyboard = await plugIn(page);
  });

  afterAll(() => window?.close());

  beforeEach(async () => {
    await page.reload();
    await page.locator('#controlled').waitFor();
  });

  async function seen(): Promise<Seen> {
    return await page.evaluate('structuredClone(window.seen)');
  }

  /**
   * Presses keys and waits until the page has decided about them all: a person's within 120 ms, a scan at its end, and one without
   * an end, where none is known to come, after 600.
   */
  async function press(presses: readonly Press[], decideMs = 250): Promise<Seen> {
    const decidedAtMs = (await keyboard(presses)) + decideMs;
    await page.evaluate(`new Promise((done) => setTimeout(done, ${decidedAtMs} - Date.now()))`);
    return await seen();
  }

  async function pressInto(target: string, presses: readonly Press[], decideMs?: number): Promise<Seen> {
    if (target === 'body') await page.evaluate('document.activeElement.blur()');
    else await page.locator(target).focus();
    return await press(presses, decideMs);
  }

  async function values(): Promise<Readonly<Record<string, string>>> {
    return await page.evaluate(
      "Object.fromEntries([...document.querySelectorAll('input, textarea')].map(({ id, value }) => [id, value]))",
    );
  }

  const targets = [
    '#controlled',
    '#search',
    '#quantity',
    '#notes',
    '#number',
    '#date',
    '#native',
    '#aria',
    '#submit',
  ];

  test.each([...targets, 'body'])(
    'a scan reaches the till and nothing else with the focus on %s',
    async (target) => {
      const before = await values();
      const found = await pressInto(target, [...scanOf(EAN, 1), ...scanOf(EAN, 50, 200)]);
      expect(found).toMatchObject({ scans: [EAN, EAN], presses: [], changes: [] });
      expect(await values()).toEqual(before);
      // What only the browser can type into has to see the keys.
      expect(found.keys).toHaveLength(target === '#date' ? 2 * EAN.length : 0);
    },
  );

  test('scans that follow each other after 60 ms stay apart', async () => {
    const two = [...scanOf(EAN, 5), ...scanOf('6922222222227', 5, 13 * 5 + 60)];
    const found = await pressInto('#search', two);
    expect(found).toMatchObject({ scans: [EAN, '6922222222227'], presses: [], keys: [] });
  });

  test('a scan without a line end is ended by silence, a longer one where the scan before had an end', async () => {
    const found = await pressInto('#search', pressesOf(EAN, 5), UNENDED_MS);
    expect(found).toMatchObject({ scans: [EAN], presses: [], keys: [] });
    await press([...scanOf('6922222222227', 5), ...pressesOf('96385074', 5, 400)]);
    // Not by a condition that the page itself is to evaluate: Electron's page refuses that.
    await expect.poll(async () => (await seen()).scans.length).toBe(3);
    expect((await seen()).scans).toEqual([EAN, '6922222222227', '96385074']);
  });

  test('group separators, identifiers, blanks and signs of a scan arrive', async () => {
    const separator = pressOf(']', 60, { ctrl: true });
    const scan = [...pressesOf(']C1 10LOT:1', 5), separator, ...scanOf('17251231', 5, 65)];
    const found = await pressInto('#native', scan);
    expect(found).toMatchObject({ scans: [']C1 10LOT:1\u001d17251231'], presses: [], keys: [] });
  });

  test('a scan is whole though the page was busy while it came', async () => {
    await page.locator('#search').focus();
    const busy = page.evaluate('{ const end = performance.now() + 250; while (performance.now() < end); }');
    const found = press(pressesOf(EAN, 10), UNENDED_MS);
    await busy;
    expect(await found).toMatchObject({ scans: [EAN], keys: [] });
  });

  test('Enter behind a scan submits nothing, and later it does', async () => {
    const doubled = [...scanOf(EAN, 5), pressOf('Enter', 80), pressOf('Enter', 200)];
    expect(await pressInto('#controlled', doubled)).toMatchObject({ scans: [EAN], presses: [] });
    const later = await pressInto('#controlled', [pressOf('Enter', 400)]);
    expect(later).toMatchObject({ scans: [EAN], presses: ['submit'] });
  });

  test('what a person types arrives in every kind of field as they typed it', async () => {
    const typed = {
      controlled: 'Tea 2 go',
      search: 'ke le',
      quantity: '125',
      notes: 'no ice',
      number: '12.5',
      short: 'abcdef',
    };
    for (const [id, text] of Object.entries(typed)) await pressInto(`#${id}`, pressesOf(text, 70));
    expect(await values()).toMatchObject({ ...typed, controlled: 'TEA 2 GO', short: 'abcd' });
    const { scans, changes } = await seen();
    expect(scans).toEqual([]);
    expect(changes).toEqual(['T', 'Te', 'TEa', 'TEA ', 'TEA 2', 'TEA 2 ', 'TEA 2 g', 'TEA 2 Go']);
  });

  test('a fast typist is not taken for a scanner, with Enter at the end', async () => {
    const text = 'ke le 250ml 12 ge';
    const enter = pressOf('Enter', text.length * 60);
    expect(await pressInto('#plain', [...pressesOf(text, 60), enter])).toMatchObject({
      scans: [],
      presses: ['submit'],
    });
    expect((await values())['plain']).toContain(text);
  });

  test('keys that roll over each other replace what is selected, in their order', async () => {
    await page.evaluate(
      "{ const field = document.querySelector('#plain'); field.focus(); field.setSelectionRange(4, 7); }",
    );
    await press([...pressesOf('2b', 15), pressOf('ArrowLeft', 200), ...pressesOf('xy', 20, 210)]);
    expect(await values()).toMatchObject({ plain: 'one 2xyb three' });
  });

  test('a character goes to the field that it was meant for though the focus moves on at once', async () => {
    await pressInto('#controlled', [...pressesOf('a', 1), pressOf('Tab', 20), pressOf('x', 140)]);
    expect(await values()).toMatchObject({ controlled: 'A', plain: 'x' });
    await page.locator('#controlled').focus();
    await keyboard(pressesOf('b', 1));
    await page.locator('#search').focus();
    await press([]);
    expect(await values()).toMatchObject({ controlled: 'AB', search: '' });
  });

  test('shortcuts stay shortcuts, and space presses what has the focus, once', async () => {
    expect(await pressInto('#search', pressesOf('*', 1))).toMatchObject({ presses: ['shortcut'] });
    await pressInto('#native', pressesOf(' ', 1));
    await pressInto('#aria', pressesOf(' ', 1));
    const { presses } = await pressInto('#aria', [pressOf('Enter', 0)]);
    expect(presses).toEqual(['shortcut', 'native', 'aria', 'aria']);
    expect(await values()).toMatchObject({ search: '' });
  });

  test('a scan whose keys an input method takes, and says nothing of, is rebuilt from where they lie', async () => {
    const taken = scanOf('HY:6901*a', 10).map((each): Press => ({ ...each, taken: each.key !== 'Enter' }));
    for (const target of ['#search', '#native']) await pressInto(target, taken);
    expect(await seen()).toMatchObject({ scans: ['HY:6901*a', 'HY:6901*a'], presses: [] });
    expect(await values()).toMatchObject({ search: '' });
  });

  test('what an input method typed of a scan is taken back, and what a person composes stays', async () => {
    const composed = Array.from('HY:6901', (key, index): Press => {
      const [typed] = pressesOf(key, 0, index * 10);
      if (!typed) throw new Error('a key without a press');
      return { ...typed, taken: true, composes: 'HY:6901'.slice(0, index + 1) };
    });
    const enter = pressOf('Enter', 70, { taken: true, commits: 'HY:6901' });
    await pressInto('#search', pressesOf('ab', 90));
    for (const target of ['#search', '#controlled']) await pressInto(target, [...composed, enter]);
    expect(await seen()).toMatchObject({ scans: ['HY:6901', 'HY:6901'], presses: [] });
    expect(await values()).toMatchObject({ search: 'ab', controlled: '' });

    const keLe = ['k', 'ke', 'kel', 'kele'].map((composes, index): Press => {
      return pressOf(composes.slice(-1), index * 90, { taken: true, composes });
    });
    await pressInto('#search', [...keLe, pressOf(' ', 400, { taken: true, commits: '可乐' })]);
    expect(await values()).toMatchObject({ search: 'ab可乐' });
  });

  describeIf(wedgeCases.length > 0, noWedgeCases)('reaches the till as in the hardware cases', () => {
    test.each(wedgeCases)('$id', async (each) => {
      const wanted = wantedScans(each);
      const before = await values();
      const isEnded = each.keys.at(-1)?.key === 'Enter';
      const found = await pressInto('#search', pressesOfCase(each.keys), isEnded ? undefined : UNENDED_MS);
      expect(found.scans).toEqual(wanted);
      // Keys that are no scan are a person's.
      expect(found.keys.length > 0).toBe(wanted.length === 0);
      expect(wanted.length > 0 ? await values() : before).toEqual(before);
    });
  });
}
