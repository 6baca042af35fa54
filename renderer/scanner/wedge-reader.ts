import { isTakenByInputMethod, roleOf, type KeyStroke } from './key-stroke.ts';
import { scannedText, type ScannerLayout } from './scanned-text.ts';

/** Silence that ends a scan: keys of one come 1–50 ms apart, and two scans can follow each other after 60 ms. */
const SILENCE_MS = 56;
/**
 * Keys can be delivered late with the right time on them, and a code cannot be taken back once it was told: so long it is
 * waited for more of one that has no line end.
 */
const DELIVERY_MS = 120;
/** The same of a scanner that is known, or not yet known, to send line ends: this one's is on its way, however busy the machine is. */
const SUFFIX_DELIVERY_MS = 600;
/** A slow scanner may stutter so long, and so often in so many keys, once it is plain that it is one. */
const STUTTER_MAX_MS = 100;
const KEYS_PER_STUTTER = 6;
/** How long Enter does nothing after a scan, so that a second line end never presses a button or pays. */
export const ENTER_IGNORED_MS = 300;
/** More keys than that are not kept: the scan is then one character longer than any code may be, and is refused. */
export const SCAN_MAX_KEYS = 4_097;

/** No hands keep this pace over several keys; most scanners do (1–20 ms a key). */
const QUICK_GAP_MS = 30;
/** Keys that begin so soon after a person's are that person's, until they are too many for a person. */
const TYPING_PAUSE_MS = 400;
/** The fewest keys of a scan, by how sure their pace, their end and what came before make it. */
const FEWEST_KEYS = { quickWithSuffix: 3, alone: 6, quickAmidTyping: 6, amidTyping: 12 };

/** What the reader knows; made by `startReading`, and replaced, never changed, by each step. */
export interface WedgeState {
  /** Keys that may be a scan, oldest first. */
  readonly keys: readonly KeyStroke[];
  /** How many of `keys`, from the first, have reached the page: an input method took one, or a silence let them go. */
  readonly reachedField: number;
  readonly lastKeyMs: number;
  readonly slowestGapMs: number;
  readonly stutters: number;
  readonly isAmidTyping: boolean;
  readonly typedAtMs: number;
  readonly scannedAtMs: number;
  /** Whether the last scan ended with Enter or Tab; before the first one, that it does, as most scanners are set. */
  readonly awaitsSuffix: boolean;
  readonly layout: ScannerLayout;
}

/**
 * What turned out. `scan`: a code was scanned, whole, once; what has reached a field of it, as text or as an input
 * method's composition, is to be taken out again. `typed`: a person pressed these keys, and they were held back until
 * now: they have to do what they would have done.
 */
export type Decision =
  | { readonly kind: 'scan'; readonly text: string; readonly takeBack: 'nothing' | 'text' | 'composition' }
  | { readonly kind: 'typed'; readonly keys: readonly KeyStroke[] };

export interface Step {
  readonly state: WedgeState;
  /** To be carried out in order, before the key that was read takes its way. */
  readonly decisions: readonly Decision[];
  /**
   * The way of the key that was read. `pass`: to the page, as if nobody had looked. `hold`: not to the page; a later
   * decision tells what it was. `swallow`: to nobody, for good: the end of a scan, or an Enter that came too soon after.
   */
  readonly way: 'pass' | 'hold' | 'swallow';
  /** When to call `readSilence` unless a key comes first, on the clock of the keys; null when nothing is held. */
  readonly deadlineMs: number | null;
}

export function startReading(layout: ScannerLayout = 'computer'): WedgeState {
  return {
    keys: [],
    reachedField: 0,
    lastKeyMs: Number.NEGATIVE_INFINITY,
    slowestGapMs: 0,
    stutters: 0,
    isAmidTyping: false,
    typedAtMs: Number.NEGATIVE_INFINITY,
    scannedAtMs: Number.NEGATIVE_INFINITY,
    awaitsSuffix: true,
    layout,
  };
}

/**
 * Takes one `keydown`. A person's key is held for at most `SILENCE_MS` after the key itself or the next quick one; keys
 * that come 1–50 ms apart and end with Enter, Tab or silence are a scan. Keys must come in the order of their times.
 */
export function readKey(before: WedgeState, stroke: KeyStroke): Step {
  const settled =
    stroke.timeMs - before.lastKeyMs < silenceMs(before) ? unsettled(before) : settle(before, null);
  const step = takeKey(settled.state, stroke);
  return { ...step, decisions: [...settled.decisions, ...step.decisions] };
}

/**
 * Says that no key has come until `nowMs`. When that is long enough, a scan is told, and the keys of a person are let
 * go. Should a key come after all whose time says that it belongs to them, they are still its beginning.
 */
export function readSilence(state: WedgeState, nowMs: number): Step {
  const { deadlineMs } = unsettled(state);
  if (deadlineMs === null || nowMs < deadlineMs) return unsettled(state);
  if (isScan(state, null)) return settle(state, null);
  const decisions = typedKeys(state.keys.slice(state.reachedField));
  return { state: { ...state, reachedField: state.keys.length }, decisions, way: 'pass', deadlineMs: null };
}

/** How long it must be silent for what was read to have ended. */
function silenceMs({ keys, stutters, slowestGapMs }: WedgeState): number {
  if (keys.length < KEYS_PER_STUTTER * (stutters + 1)) return SILENCE_MS;
  return Math.max(SILENCE_MS, Math.min(2 * slowestGapMs, STUTTER_MAX_MS));
}

function takeKey(state: WedgeState, stroke: KeyStroke): Step {
  const role = roleOf(stroke);
  // A key that is held down repeats only after a while, when nothing is held here any more: a person's.
  if (role === 'character' && stroke.repeat && state.keys.length === 0) return unsettled(state);
  switch (role) {
    case 'modifier':
      return unsettled(state.keys.length > 0 ? { ...state, lastKeyMs: stroke.timeMs } : state);
    case 'character':
      return takeCharacter(state, stroke);
    case 'suffix':
    case 'suffix-chord':
      return takeSuffix(state, stroke);
    case 'other':
      return settle(state, null);
  }
}

function takeCharacter(state: WedgeState, stroke: KeyStroke): Step {
  const isFirst = state.keys.length === 0;
  const gapMs = isFirst ? 0 : stroke.timeMs - state.lastKeyMs;
  const next: WedgeState = {
    ...state,
    keys: state.keys.length < SCAN_MAX_KEYS ? [...state.keys, stroke] : state.keys,
    lastKeyMs: stroke.timeMs,
    slowestGapMs: Math.max(isFirst ? 0 : state.slowestGapMs, gapMs),
    stutters: (isFirst ? 0 : state.stutters) + (gapMs >= SILENCE_MS ? 1 : 0),
    isAmidTyping: isFirst ? stroke.timeMs - state.typedAtMs < TYPING_PAUSE_MS : state.isAmidTyping,
  };
  if (!isTakenByInputMethod(stroke) && !stroke.isForBrowser) return { ...unsettled(next), way: 'hold' };
  // It types by itself, now: what was held before it must not come after it.
  return {
    ...unsettled({ ...next, reachedField: next.keys.length }),
    decisions: typedKeys(state.keys.slice(state.reachedField)),
  };
}

function takeSuffix(state: WedgeState, stroke: KeyStroke): Step {
  const settled = settle(state, stroke.timeMs);
  const isIgnored = stroke.timeMs - settled.state.scannedAtMs < ENTER_IGNORED_MS;
  return isIgnored ? { ...settled, way: 'swallow' } : settled;
}

/** Decides what the keys until now were; `suffixMs` is when the key came that ended them, null for none. */
function settle(state: WedgeState, suffixMs: number | null): Step {
  const last = state.keys.at(-1);
  if (last === undefined) return unsettled(state);
  const empty = { ...state, keys: [], reachedField: 0 };
  if (isScan(state, suffixMs)) {
    const text = scannedText(state.keys, state.layout);
    const decisions = [{ kind: 'scan', text, takeBack: whatReachedField(state) }] as const;
    const scannedAtMs = suffixMs ?? state.lastKeyMs + silenceMs(state);
    return { ...unsettled({ ...empty, scannedAtMs, awaitsSuffix: suffixMs !== null }), decisions };
  }
  const decisions = typedKeys(state.keys.slice(state.reachedField));
  return { ...unsettled({ ...empty, typedAtMs: last.timeMs }), decisions };
}

function whatReachedField({ keys, reachedField }: WedgeState): 'nothing' | 'text' | 'composition' {
  if (reachedField === 0) return 'nothing';
  return keys.some(isTakenByInputMethod) ? 'composition' : 'text';
}

function isScan(state: WedgeState, suffixMs: number | null): boolean {
  const suffixGapMs = suffixMs === null ? 0 : suffixMs - state.lastKeyMs;
  const isQuick = Math.max(state.slowestGapMs, suffixGapMs) <= QUICK_GAP_MS;
  if (state.isAmidTyping) {
    return state.keys.length >= (isQuick ? FEWEST_KEYS.quickAmidTyping : FEWEST_KEYS.amidTyping);
  }
  const hasQuickSuffix = isQuick && suffixMs !== null;
  return state.keys.length >= (hasQuickSuffix ? FEWEST_KEYS.quickWithSuffix : FEWEST_KEYS.alone);
}

function typedKeys(keys: readonly KeyStroke[]): readonly Decision[] {
  return keys.length === 0 ? [] : [{ kind: 'typed', keys }];
}

function unsettled(state: WedgeState): Step {
  const isWaiting = state.keys.length > state.reachedField || isScan(state, null);
  const deliveryMs = state.awaitsSuffix ? SUFFIX_DELIVERY_MS : DELIVERY_MS;
  const waitMs = Math.max(silenceMs(state), isScan(state, null) ? deliveryMs : 0);
  return { state, decisions: [], way: 'pass', deadlineMs: isWaiting ? state.lastKeyMs + waitMs : null };
}
