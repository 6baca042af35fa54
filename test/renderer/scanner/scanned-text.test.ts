import { describe, expect, test } from 'vitest';
import { keyStroke, play } from './key-player.ts';

const EAN = '6901234567892';

describe('the text of a scan', () => {
  test('is read by the place of its keys while an input method hides them', () => {
    const places = [
      'KeyH',
      'KeyY',
      'Semicolon',
      ...Array.from('6901', (digit) => `Digit${digit}`),
      'Numpad7',
      'Enter',
    ];
    const keys = places.map((place, index) =>
      keyStroke('Process', index * 8, { code: place, shift: index < 3, isComposing: true }),
    );
    expect(play(keys).scans).toEqual(['HY:69017']);
  });

  test('has the case that the scanner meant, caps lock or not', () => {
    const keys = Array.from('hy:aBcDeF', (character, index) =>
      keyStroke(
        character.toUpperCase() === character ? character.toLowerCase() : character.toUpperCase(),
        index * 5,
        {
          shift: 'BDF:'.includes(character),
          capsLock: true,
        },
      ),
    );
    expect(play(keys).scans).toEqual(['hy:aBcDeF']);
  });

  test('of a US scanner is read at a French and at a Russian keyboard', () => {
    const digitRow = Array.from(EAN, (digit, index) =>
      keyStroke('à&é"\'(-è_ç'.charAt(Number(digit)), index * 5, { code: `Digit${digit}` }),
    );
    expect(play(digitRow).scans).toEqual([EAN]);
    const russian = Array.from('ABC123', (character, index) =>
      keyStroke('ФИС123'.charAt(index), index * 5, {
        code: index < 3 ? `Key${character}` : `Digit${character}`,
        shift: index < 3,
      }),
    );
    expect(play(russian).scans).toEqual(['ABC123']);
  });

  test('of a scanner that is set to the French keyboard is read as it is', () => {
    const keys = Array.from('A-1234-5', (character, index) => {
      const isDigit = /\d/.test(character);
      return keyStroke(character, index * 5, {
        code: character === '-' ? 'Digit6' : isDigit ? `Digit${character}` : 'KeyQ',
        shift: isDigit || character === 'A',
      });
    });
    expect(play(keys).scans).toEqual(['A-1234-5']);
  });

  test('is read by the place of its keys when the scanner is known to be a US one', () => {
    const swapped = Array.from('XYZ-123', (character, index) =>
      keyStroke(character === 'Y' ? 'Z' : character === 'Z' ? 'Y' : character, index * 5, {
        code: character === '-' ? 'Minus' : /\d/.test(character) ? `Digit${character}` : `Key${character}`,
        shift: /[A-Z]/.test(character),
      }),
    );
    expect(play(swapped, 'us').scans).toEqual(['XYZ-123']);
  });
});
