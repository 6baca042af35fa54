import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** One `keydown` of a case, `t` milliseconds after the first. */
export interface WedgeKey {
  readonly key: string;
  readonly code: string;
  /** 229 where an input method has taken the key. */
  readonly keyCode?: number;
  readonly t: number;
  readonly shiftKey?: boolean;
  readonly ctrlKey?: boolean;
  readonly altKey?: boolean;
  readonly metaKey?: boolean;
  readonly capsLock?: boolean;
  readonly isComposing?: boolean;
  readonly repeat?: boolean;
}

export interface WedgeCase {
  readonly id: string;
  readonly keys: readonly WedgeKey[];
  /** One scan, several, or none (null). */
  readonly expect: { readonly scan?: string | null; readonly scans?: readonly string[] };
}

const file = process.env['CASES'] ?? resolve(import.meta.dirname, '../../shared/cases/hardware.json');
const contents = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as { wedge?: readonly WedgeCase[] })
  : {};

/** What scanners that type send, from the hardware cases; none where those are not at hand. */
export const wedgeCases = contents.wedge ?? [];
export const noWedgeCases = `no wedge cases in ${file}`;

/** The scans that a case has to come to, in their order. */
export function wantedScans({ expect: { scan, scans } }: WedgeCase): readonly string[] {
  return scans ?? (typeof scan === 'string' ? [scan] : []);
}
