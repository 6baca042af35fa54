import { usePreferences } from '../state/preferences.ts';

export type Sound = 'good' | 'bad' | 'attention';

interface Tone {
  readonly hertz: number;
  readonly startMs: number;
  readonly lengthMs: number;
  readonly shape: OscillatorType;
}

/** Told apart without looking: one short high tone, two long low ones, two that rise. */
const tones: Readonly<Record<Sound, readonly Tone[]>> = {
  good: [{ hertz: 1_320, startMs: 0, lengthMs: 70, shape: 'sine' }],
  bad: [
    { hertz: 220, startMs: 0, lengthMs: 160, shape: 'square' },
    { hertz: 180, startMs: 200, lengthMs: 240, shape: 'square' },
  ],
  attention: [
    { hertz: 660, startMs: 0, lengthMs: 110, shape: 'triangle' },
    { hertz: 880, startMs: 140, lengthMs: 160, shape: 'triangle' },
  ],
};
const LOUDNESS = 0.12;
/** A tone that begins or ends at once clicks. */
const RAMP_SECONDS = 0.006;

/** An audio context that runs keeps a thread of the highest priority awake, sound or none. */
const REST_AFTER_MS = 1_000;

let context: AudioContext | null = null;
let rest: ReturnType<typeof setTimeout> | undefined;

/** Plays a sound unless this screen is muted. A browser keeps silent until somebody touched the page or pressed a key. */
export function playSound(sound: Sound): void {
  if (usePreferences.getState().isMuted) return;
  const audio = (context ??= new AudioContext());
  if (audio.state === 'suspended') void audio.resume();
  for (const tone of tones[sound]) playTone(audio, tone);
  clearTimeout(rest);
  rest = setTimeout(() => void audio.suspend(), REST_AFTER_MS);
}

function playTone(audio: AudioContext, { hertz, startMs, lengthMs, shape }: Tone): void {
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  const start = audio.currentTime + startMs / 1_000;
  const end = start + lengthMs / 1_000;
  oscillator.type = shape;
  oscillator.frequency.value = hertz;
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(LOUDNESS, start + RAMP_SECONDS);
  gain.gain.setValueAtTime(LOUDNESS, end - RAMP_SECONDS);
  gain.gain.linearRampToValueAtTime(0, end);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(end);
}
