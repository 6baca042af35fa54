import { pressesOf, type KeyPress } from './key-presses.ts';

export const KEY_GAP_MS = 8;
/** A scanner needs as long to find the next code; the reader tells two scans apart by less. */
const SCAN_GAP_MS = 80;

let last: Promise<void> = Promise.resolve();

/**
 * Scans a text as a scanner that acts as a keyboard does: key by key, with Enter, at whatever has the focus. Scans wait for
 * each other. `afterMs` is how long a hand takes to get from its keyboard to the scanner.
 */
export function sendScan(text: string, afterMs = 0): Promise<void> {
  last = last.then(() => play(pressesOf(text), performance.now() + afterMs));
  return last;
}

async function play(presses: readonly KeyPress[], startMs: number): Promise<void> {
  for (const [index, press] of presses.entries()) {
    const dueMs = startMs + index * KEY_GAP_MS;
    await until(dueMs);
    pressKey(press, dueMs);
  }
  await until(startMs + presses.length * KEY_GAP_MS + SCAN_GAP_MS);
}

/** A device keeps its pace while the page is busy: keys that are late come at once. */
async function until(dueMs: number): Promise<void> {
  const leftMs = dueMs - performance.now();
  if (leftMs > 0) await new Promise((resolve) => setTimeout(resolve, leftMs));
}

function pressKey({ key, code, shift, ctrl }: KeyPress, atMs: number): void {
  const target = document.activeElement ?? document.body;
  for (const type of ['keydown', 'keyup'] as const) {
    const event = new KeyboardEvent(type, {
      key,
      code,
      shiftKey: shift,
      ctrlKey: ctrl,
      bubbles: true,
      cancelable: true,
      composed: true,
      view: window,
    });
    // The key of a real device has the time at which it was pressed, however late the page hears of it.
    Object.defineProperty(event, 'timeStamp', { value: atMs });
    target.dispatchEvent(event);
  }
}
