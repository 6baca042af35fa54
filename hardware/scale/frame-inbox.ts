import { performance } from 'node:perf_hooks';
import { createFrameReader, type ScaleFrame, type ScaleFraming } from './scale-frame.ts';

/** What a scale said and nobody has looked at yet. */
export interface FrameInbox {
  readonly take: (bytes: Uint8Array) => void;
  /** The next frame, or null when none comes by `deadlineMs` of `performance.now()`. */
  next(deadlineMs: number): Promise<ScaleFrame | null>;
  /** Forgets what has come, also of a frame that has only begun. */
  readonly forget: () => void;
  /** Whether anything came since it was last made to forget. */
  hasHeard(): boolean;
  /** Nothing more will come: whoever waits is told at once. */
  readonly end: () => void;
}

/** Nobody listens to a scale that sends all the time: its newest frames are enough. */
const KEPT_MAX = 16;

export function openFrameInbox(framing: ScaleFraming): FrameInbox {
  let readFrames = createFrameReader(framing);
  let frames: ScaleFrame[] = [];
  let hasHeard = false;
  let wake: () => void = () => {};
  const ended = new AbortController();
  const somethingNew = (withinMs: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  return {
    take: (bytes) => {
      hasHeard = true;
      frames = [...frames, ...readFrames(bytes)].slice(-KEPT_MAX);
      if (frames.length > 0) wake();
    },
    next: async (deadlineMs) => {
      for (;;) {
        const frame = frames.shift();
        const leftMs = deadlineMs - performance.now();
        if (frame !== undefined || leftMs <= 0 || ended.signal.aborted) return frame ?? null;
        await somethingNew(leftMs);
      }
    },
    forget: () => {
      readFrames = createFrameReader(framing);
      frames = [];
      hasHeard = false;
    },
    hasHeard: () => hasHeard,
    end: () => {
      ended.abort();
      wake();
    },
  };
}
