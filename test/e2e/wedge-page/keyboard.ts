import type { CDPSession, Page } from 'playwright-core';
import type { WedgeKey } from '../../wedge-cases.ts';

/** One key as the browser is told of it; times are from the first key. */
export interface Press {
  readonly key: string;
  readonly code: string;
  readonly timeMs: number;
  readonly shift?: boolean;
  readonly ctrl?: boolean;
  readonly alt?: boolean;
  readonly meta?: boolean;
  readonly repeat?: boolean;
  /** An input method has taken the key: it comes as `Process`, and types nothing by itself. */
  readonly taken?: boolean;
  /** What the input method shows in the field after this key, still to be chosen. */
  readonly composes?: string;
  /** What the input method puts into the field for good with this key. */
  readonly commits?: string;
}

/** The bits of the protocol's `modifiers`. */
const ALT = 1;
const CTRL = 2;
const META = 4;
const SHIFT = 8;
const PROCESS_KEY = 229;
const VIRTUAL_KEYS: Readonly<Record<string, number>> = { Enter: 13, Tab: 9, ' ': 32, ArrowLeft: 37 };
const CODES: Readonly<Record<string, string>> = {
  ' ': 'Space',
  '*': 'Digit8',
  ']': 'BracketRight',
  ':': 'Semicolon',
};

/** The keys of a text, `gapMs` apart, the first at `startMs`. */
export function pressesOf(text: string, gapMs: number, startMs = 0): readonly Press[] {
  return Array.from(text, (key, index) => {
    const timeMs = startMs + index * gapMs;
    return { key, code: codeOf(key), timeMs, shift: key !== key.toLowerCase() || '*:'.includes(key) };
  });
}

/** A key with a name, as Enter. */
export function pressOf(key: string, timeMs: number, more: Partial<Press> = {}): Press {
  return { key, code: codeOf(key), timeMs, ...more };
}

/** The keys of a hardware case. */
export function pressesOfCase(keys: readonly WedgeKey[]): readonly Press[] {
  return keys.map((each) => ({
    key: each.key,
    code: each.code,
    timeMs: each.t,
    shift: each.shiftKey ?? false,
    ctrl: each.ctrlKey ?? false,
    alt: each.altKey ?? false,
    meta: each.metaKey ?? false,
    repeat: each.repeat ?? false,
    taken: each.isComposing ?? each.keyCode === PROCESS_KEY,
  }));
}

/** The keyboard of a page: presses keys and resolves when the page has seen them, with the time of the last by the clock. */
export type Keyboard = (presses: readonly Press[]) => Promise<number>;

/** Keys are sent so long before their time, so that none comes too late on a busy machine. */
const LEAD_MS = 300;

/** A keyboard whose keys carry their own times, as the system stamps those of a real one: its pace is exact. */
export async function plugIn(page: Page): Promise<Keyboard> {
  const session = await page.context().newCDPSession(page);
  return async (presses) => {
    const startMs = Date.now() + LEAD_MS;
    await Promise.all<unknown>(presses.flatMap((press) => callsOf(session, press, startMs + press.timeMs)));
    return startMs + (presses.at(-1)?.timeMs ?? 0);
  };
}

function callsOf(session: CDPSession, press: Press, timeMs: number): readonly Promise<unknown>[] {
  const event = { ...eventOf(press), timestamp: timeMs / 1_000 };
  const text = textOf(press);
  const type = text.text === undefined ? 'rawKeyDown' : 'keyDown';
  return [
    session.send('Input.dispatchKeyEvent', { type, ...event, ...text }),
    ...inputMethodCalls(session, press),
    session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event }),
  ];
}

function inputMethodCalls(session: CDPSession, { composes, commits }: Press): readonly Promise<unknown>[] {
  if (commits !== undefined) return [session.send('Input.insertText', { text: commits })];
  if (composes === undefined) return [];
  const end = composes.length;
  return [
    session.send('Input.imeSetComposition', { text: composes, selectionStart: end, selectionEnd: end }),
  ];
}

function textOf({ key, ctrl, alt, meta, taken }: Press): { text?: string } {
  if (ctrl || alt || meta || taken) return {};
  if (key === 'Enter') return { text: '\r' };
  return key.length === 1 ? { text: key } : {};
}

function eventOf({ key, code, shift, ctrl, alt, meta, repeat, taken }: Press) {
  const virtualKey = VIRTUAL_KEYS[key] ?? (/^[a-z0-9]$/i.test(key) ? key.toUpperCase().charCodeAt(0) : 0);
  return {
    key: taken ? 'Process' : key,
    code,
    windowsVirtualKeyCode: taken ? PROCESS_KEY : virtualKey,
    modifiers: (shift ? SHIFT : 0) + (ctrl ? CTRL : 0) + (alt ? ALT : 0) + (meta ? META : 0),
    autoRepeat: repeat ?? false,
  };
}

function codeOf(key: string): string {
  if (/^[a-z]$/i.test(key)) return `Key${key.toUpperCase()}`;
  if (/^\d$/.test(key)) return `Digit${key}`;
  return CODES[key] ?? (key.length > 1 ? key : '');
}
