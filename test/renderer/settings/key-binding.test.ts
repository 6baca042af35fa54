import { describe, expect, it } from 'vitest';
import { findKeyFault, isModifier, withKey } from '../../../renderer/settings/key-binding.ts';

describe('giving a key to an action', () => {
  it('takes a key that nothing else has', () => {
    expect(findKeyFault({}, 'hold', 'Home')).toBeNull();
    expect(findKeyFault({}, 'hold', 'F4')).toBeNull();
  });

  it('says who has the key already, by the shop or by the program', () => {
    expect(findKeyFault({}, 'hold', 'F5')).toEqual({ kind: 'taken', by: 'recall' });
    expect(findKeyFault({ recall: 'Home' }, 'hold', 'Home')).toEqual({ kind: 'taken', by: 'recall' });
    expect(findKeyFault({ recall: 'Home' }, 'hold', 'F5')).toBeNull();
  });

  it('keeps letters, digits and blanks for searching, and the keys that go on and back', () => {
    for (const key of ['a', '7', ' ', '可'])
      expect(findKeyFault({}, 'hold', key)).toEqual({ kind: 'typing' });
    for (const key of ['Escape', 'Enter', 'ArrowUp']) {
      expect(findKeyFault({}, 'hold', key)).toEqual({ kind: 'fixed' });
    }
  });

  it('keeps only keys that differ from the program’s own', () => {
    expect(withKey({}, 'hold', 'Home')).toEqual({ hold: 'Home' });
    expect(withKey({ hold: 'Home', pay: 'End' }, 'hold', 'F4')).toEqual({ pay: 'End' });
  });

  it('waits while only a modifier is held', () => {
    expect(isModifier('Shift')).toBe(true);
    expect(isModifier('F1')).toBe(false);
  });
});
