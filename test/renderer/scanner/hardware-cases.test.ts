import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { describeIf } from '../../skip.ts';
import { keyStroke, play } from './key-player.ts';

interface WedgeKey {
  readonly key: string;
  readonly code: string;
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

interface WedgeCase {
  readonly id: string;
  readonly keys: readonly WedgeKey[];
  /** One scan, several, or none (null). */
  readonly expect: { readonly scan?: string | null; readonly scans?: readonly string[] };
}

const file = process.env['CASES'] ?? resolve(import.meta.dirname, '../../../../shared/cases/hardware.json');
const contents = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as { wedge?: readonly WedgeCase[] })
  : {};
const cases = contents.wedge ?? [];

describeIf(cases.length > 0, `no wedge cases in ${file}`)('the wedge timings of the hardware cases', () => {
  test.each(cases)('$id', ({ keys, expect: expected }) => {
    const wanted = expected.scans ?? (typeof expected.scan === 'string' ? [expected.scan] : []);
    const played = play(keys.map(strokeOf));
    expect(played.scans).toEqual(wanted);
    // Keys that are no scan are a person's, and all of them arrive.
    const isTyped = played.typed !== '' || played.passed.length > 0;
    expect(isTyped).toBe(wanted.length === 0);
  });
});

function strokeOf(key: WedgeKey) {
  return keyStroke(key.key, key.t, {
    code: key.code,
    shift: key.shiftKey ?? false,
    ctrl: key.ctrlKey ?? false,
    alt: key.altKey ?? false,
    meta: key.metaKey ?? false,
    capsLock: key.capsLock ?? false,
    isComposing: key.isComposing ?? key.keyCode === 229,
    repeat: key.repeat ?? false,
  });
}
