import { expect, test } from 'vitest';
import { describeIf } from '../../skip.ts';
import { noWedgeCases, wantedScans, wedgeCases, type WedgeKey } from '../../wedge-cases.ts';
import { keyStroke, play } from './key-player.ts';

describeIf(wedgeCases.length > 0, noWedgeCases)('the wedge timings of the hardware cases', () => {
  test.each(wedgeCases)('$id', (each) => {
    const wanted = wantedScans(each);
    const played = play(each.keys.map(strokeOf));
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
