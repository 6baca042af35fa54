import type { ScaleReading } from '../../domain/devices/device-fault.ts';

/** One thing that a scale said. */
export type ScaleFrame =
  | { readonly kind: 'reading'; readonly reading: ScaleReading; readonly unitPrice?: string }
  | { readonly kind: 'ack' | 'nak' }
  /** Dialog06: it goes on only for a till that knows the manufacturer's secret polynomial. */
  | { readonly kind: 'checksum-wanted' };

/** How a protocol's frames look: in Latin-1, so that each byte is one character. */
export interface ScaleFraming {
  /** A whole frame, from its first byte to its last, with what is between them in group 1; whether it is sound is for `read`. */
  readonly frame: RegExp;
  readonly frameMaxLength: number;
  /** Whether single bytes, ACK and NAK, are answers too. */
  readonly hasControls: boolean;
  /** What a frame says. One that is damaged is `garbled` or `checksum`: nothing of it is ever used. */
  readonly read: (body: string) => ScaleFrame;
}

const STX = '\x02';
const ACK = '\x06';
const NAK = '\x15';
const controls = new RegExp(`[${STX}${ACK}${NAK}]`);

/**
 * Cuts what a scale sends into frames, wherever reads cut it. Noise between frames is dropped, and what is no whole frame
 * is never kept for longer than a frame is.
 */
export function createFrameReader(framing: ScaleFraming): (bytes: Uint8Array) => ScaleFrame[] {
  let text = '';
  return (bytes) => {
    text += Buffer.from(bytes).toString('latin1');
    const frames: ScaleFrame[] = [];
    for (;;) {
      const found = findFrame(text, framing);
      if (found === null) break;
      frames.push(found.frame);
      text = text.slice(found.end);
    }
    text = text.slice(-framing.frameMaxLength);
    return frames;
  };
}

function findFrame(text: string, framing: ScaleFraming): { frame: ScaleFrame; end: number } | null {
  const control = framing.hasControls ? findControl(text) : null;
  if (control !== null) return control;
  const match = framing.frame.exec(text);
  return match === null ? null : { frame: framing.read(match[1] ?? ''), end: match.index + match[0].length };
}

/** An ACK or NAK that no frame has begun before: inside a frame the same byte can be its check character. */
function findControl(text: string): { frame: ScaleFrame; end: number } | null {
  const at = text.search(controls);
  const character = text[at];
  if (character === undefined || character === STX) return null;
  return { frame: { kind: character === ACK ? 'ack' : 'nak' }, end: at + 1 };
}

export const scaleControls = { STX, ETX: '\x03', EOT: '\x04', ENQ: '\x05', ACK, NAK, ESC: '\x1b' };
