import { setTimeout } from 'node:timers/promises';
import type { CDPSession, Locator, Page } from 'playwright-core';
import { plugIn, pressesOf, pressOf, type Press } from './wedge-page/keyboard.ts';

/** What a cashier and their scanner do, as the browser gets it from the devices. */
export interface Hands {
  /** A scanner's keys, 10 ms apart, ended by Enter, at whatever has the focus. */
  readonly scan: (code: string) => Promise<void>;
  /** One scan after the other, their first keys `everyMs` apart. */
  readonly scanAll: (codes: readonly string[], everyMs: number) => Promise<void>;
  /** Types as a person does, who is slower than any scanner. */
  readonly type: (text: string) => Promise<void>;
  readonly press: (...keys: readonly string[]) => Promise<void>;
  /** A click and a touch in the middle of something, each at the pace of a hand: two in a moment would be one. */
  readonly click: (target: Locator) => Promise<void>;
  readonly tap: (target: Locator) => Promise<void>;
}

const SCANNER_GAP_MS = 10;
/** From one press to the next of the same thing, and from the scanner to the keyboard. */
const HAND_GAP_MS = 420;
/** Two scans can follow each other after so long, and no code here has more keys. */
const LONGEST_SILENCE_MS = 60;
const CODE_KEYS = 14;
/** A scanner's pace ends at 50 ms a key. */
const PERSON_GAP_MS = 75;

export async function handsAt(page: Page): Promise<Hands> {
  const keyboard = await plugIn(page);
  const session = await page.context().newCDPSession(page);
  const rests = new Map<string, number>();

  /** Waits until something may be pressed again by a hand that moves at its own pace. */
  async function handRests(name: string): Promise<void> {
    const restMs = (rests.get(name) ?? Number.NEGATIVE_INFINITY) + HAND_GAP_MS - performance.now();
    if (restMs > 0) await setTimeout(restMs);
  }

  async function scan(presses: readonly Press[]): Promise<void> {
    const lastAtMs = await keyboard(presses);
    // The keys were sent ahead of their time.
    await setTimeout(lastAtMs - Date.now());
    rests.set('keyboard', performance.now());
  }

  return {
    scan: (code) => scan(scanOf(code, 0, SCANNER_GAP_MS)),
    async scanAll(codes, everyMs) {
      // So many keys take their time: a scanner that is used so fast is a fast one.
      const gapMs = Math.min(SCANNER_GAP_MS, (everyMs - LONGEST_SILENCE_MS) / CODE_KEYS);
      await scan(codes.flatMap((code, place) => scanOf(code, place * everyMs, gapMs)));
    },
    async type(text) {
      await handRests('keyboard');
      await page.keyboard.type(text, { delay: PERSON_GAP_MS });
      rests.delete('keyboard');
    },
    async press(...keys) {
      await handRests('keyboard');
      for (const key of keys) await page.keyboard.press(key, { delay: PERSON_GAP_MS });
      rests.delete('keyboard');
    },
    async click(target) {
      await handRests(String(target));
      await target.click();
      rests.set(String(target), performance.now());
    },
    async tap(target) {
      await handRests(String(target));
      await touch(session, target);
      rests.set(String(target), performance.now());
    },
  };
}

function scanOf(code: string, startMs: number, gapMs: number): readonly Press[] {
  return [...pressesOf(code, gapMs, startMs), pressOf('Enter', startMs + code.length * gapMs)];
}

async function touch(session: CDPSession, target: Locator): Promise<void> {
  await target.scrollIntoViewIfNeeded();
  // Says so where something lies over it, without touching it.
  await target.click({ trial: true });
  const box = await target.boundingBox();
  if (!box) throw new Error('what is to be touched is not on the screen');
  const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}
