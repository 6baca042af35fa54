import { holdKeys } from './held-keys.ts';
import type { KeyStroke } from './key-stroke.ts';
import type { ScannerLayout } from './scanned-text.ts';
import { isTypedByBrowser, putBack, rememberField, takeBack, type FieldMemory } from './text-field.ts';
import {
  ENTER_IGNORED_MS,
  readKey,
  readSilence,
  startReading,
  type Decision,
  type Step,
} from './wedge-reader.ts';

/** The key code of a key that an input method has taken (UI Events, W3C, section 8.3.1). */
const INPUT_METHOD_KEY_CODE = 229;
/** A timer that comes later than that was kept waiting, and keys that came in time may be waiting behind it. */
const LATE_MS = 8;

/**
 * Reads a scanner that acts as a keyboard, wherever the focus is: `take` gets each code once, as it was scanned (group
 * separators and symbology identifier included), to be read by `domain/barcode`. Nothing of a scan reaches the page.
 * What a person types reaches the page as it would have, at most a twentieth of a second later: each key is pressed
 * again at the element that had the focus, and unless the page takes it as a shortcut, it is typed there. Enter and Tab
 * do nothing for 300 ms after a scan.
 *
 * Call it before anything else listens to `keydown` on the window: listeners come in the order in which they were added.
 * Returns the function that ends it; what is still held is then decided at once.
 */
export function listenForScans(take: (text: string) => void, layout: ScannerLayout = 'computer'): () => void {
  const keys = holdKeys();
  let state = startReading(layout);
  let field: FieldMemory | null = null;
  let tookBackAtMs = Number.NEGATIVE_INFINITY;

  const wakeAt = makeAlarm((nowMs) => carryOut(readSilence(state, nowMs)));

  function onKeyDown(event: KeyboardEvent): void {
    if (keys.isOwn(event)) return;
    const stroke = strokeOf(event);
    const step = readKey(state, stroke);
    if (step.way === 'pass') keys.letThrough(event);
    else keys.hold(stroke, event);
    carryOut(step);
    if (step.state.keys[0] === stroke) field = rememberField(event.composedPath()[0]);
  }

  /** An input method may commit what it composed only after the scan has ended: words, where a key is one character. */
  function onInput(event: Event): void {
    const isLate = event.timeStamp - tookBackAtMs < ENTER_IGNORED_MS;
    const isWord = event instanceof InputEvent && (event.data?.length ?? 0) > 1;
    if (isLate && isWord && event.target === field?.field) putBack(field);
  }

  function carryOut(step: Step): void {
    state = step.state;
    wakeAt(step.deadlineMs);
    step.decisions.forEach(follow);
  }

  function follow(decision: Decision): void {
    if (decision.kind === 'typed') {
      decision.keys.forEach(keys.pressAgain);
      return;
    }
    if (decision.takeBack !== 'nothing' && field) {
      tookBackAtMs = performance.now();
      takeBack(field, decision.takeBack === 'composition');
    }
    take(decision.text);
  }

  const listening = new AbortController();
  const early = { capture: true, signal: listening.signal };
  window.addEventListener('keydown', onKeyDown, early);
  window.addEventListener('keyup', keys.hideKeyUp, early);
  window.addEventListener('input', onInput, early);
  return () => {
    carryOut(readSilence(state, Number.POSITIVE_INFINITY));
    listening.abort();
  };
}

/** One timer on the clock of `performance.now()`: each setting replaces the last, null is none. */
function makeAlarm(ring: (nowMs: number) => void): (deadlineMs: number | null) => void {
  let timer = 0;

  function wake(deadlineMs: number, mayWait: boolean): void {
    const nowMs = performance.now();
    if (mayWait && nowMs - deadlineMs > LATE_MS) timer = window.setTimeout(wake, LATE_MS, deadlineMs, false);
    else ring(nowMs);
  }

  return (deadlineMs) => {
    window.clearTimeout(timer);
    if (deadlineMs === null) return;
    timer = window.setTimeout(wake, Math.max(0, deadlineMs - performance.now()), deadlineMs, true);
  };
}

function strokeOf(event: KeyboardEvent): KeyStroke {
  return {
    key: event.key,
    code: event.code,
    shift: event.shiftKey,
    ctrl: event.ctrlKey,
    alt: event.altKey,
    meta: event.metaKey,
    capsLock: event.getModifierState('CapsLock'),
    isComposing: event.isComposing || event.keyCode === INPUT_METHOD_KEY_CODE,
    isForBrowser: isTypedByBrowser(event.composedPath()[0]),
    repeat: event.repeat,
    timeMs: event.timeStamp,
  };
}
