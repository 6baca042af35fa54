import fc from 'fast-check';
import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { expandKey, keyedBy } from '../../seal/keyed-hash.ts';
import { nameAndDayOf } from '../../domain/members/namesake.ts';
import { createMemberSeal } from '../../seal/member-seal.ts';
import { emptyProfile } from '../../domain/members/member.ts';

const texts = fc.option(
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .filter((text) => !/\p{Cc}/u.test(text) && text.trim() === text),
);
const phones = fc.option(fc.stringMatching(/^\+[1-9]\d{6,14}$/));
const birthdays = fc.option(fc.stringMatching(/^((19|20)\d\d-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/));
const profiles = fc.record({ name: texts, phone: phones, birthday: birthdays, email: texts, note: texts });
const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((each) => Buffer.from(each));

describe('a sealed profile', () => {
  const seal = createMemberSeal(randomBytes(32));

  test('opens as what it was, sealed first or later', () => {
    fc.assert(
      fc.property(profiles, bytes(16), bytes(16), fc.boolean(), (profile, id, salt, isFirst) => {
        expect(seal.open({ id, salt }, seal.seal({ id, salt }, profile, isFirst))).toEqual(profile);
      }),
    );
  });

  test('opens for nobody else, with no other salt or key, and not when a bit of it changed', () => {
    fc.assert(
      fc.property(
        profiles,
        bytes(16),
        bytes(16),
        fc.boolean(),
        fc.nat(),
        (profile, id, salt, isFirst, place) => {
          const sealed = seal.seal({ id, salt }, profile, isFirst);
          const flip = (buffer: Buffer) => {
            const flipped = Buffer.from(buffer);
            flipped[place % flipped.length]! ^= 1 << (place % 8);
            return flipped;
          };
          expect(seal.open({ id: flip(id), salt }, sealed)).toBeNull();
          expect(seal.open({ id, salt: flip(salt) }, sealed)).toBeNull();
          expect(seal.open({ id, salt }, flip(sealed))).toBeNull();
          expect(seal.open({ id, salt }, sealed.subarray(0, place % sealed.length))).toBeNull();
          expect(createMemberSeal(randomBytes(32)).open({ id, salt }, sealed)).toBeNull();
        },
      ),
    );
  });

  test('is another every time it is sealed again', () => {
    const member = { id: randomBytes(16), salt: randomBytes(16) };
    const sealed = Array.from({ length: 100 }, () => seal.seal(member, emptyProfile).toString('hex'));
    expect(new Set(sealed).size).toBe(100);
  });
});

describe('a keyed hash', () => {
  test('is HMAC-SHA-256, and a derived key is HKDF-Expand’s', () => {
    fc.assert(
      fc.property(bytes(32), fc.string({ unit: 'grapheme' }), (key, message) => {
        expect(keyedBy(key)(message)).toEqual(createHmac('sha256', key).update(message).digest());
      }),
    );
    // HKDF with an empty salt extracts first; expanding that is what the whole of it gives.
    const [secret, info] = [randomBytes(32), Buffer.from('info')];
    const extracted = createHmac('sha256', Buffer.alloc(32)).update(secret).digest();
    expect(expandKey(extracted, info)).toEqual(Buffer.from(hkdfSync('sha256', secret, '', info, 32)));
  });

  test('finds the same phone again, the same name on the same day, and tells others apart', () => {
    const [mine, theirs] = [createMemberSeal(Buffer.alloc(32, 1)), createMemberSeal(Buffer.alloc(32, 2))];
    expect(mine.hashPhone('+8613800138000')).toEqual(mine.hashPhone('+8613800138000'));
    expect(mine.hashPhone('+8613800138000')).not.toEqual(mine.hashPhone('+8613800138001'));
    expect(mine.hashPhone('+8613800138000')).not.toEqual(theirs.hashPhone('+8613800138000'));
    const hashOf = (name: string, birthday: string) => {
      const whose = nameAndDayOf({ name, birthday });
      return whose && mine.hashNamesake(whose);
    };
    expect(hashOf('Lin  YUQING', '1990-05-12')).toEqual(hashOf('lin yuqing', '05-12'));
    expect(hashOf('Lin Yuqing', '05-12')).not.toEqual(hashOf('Lin Yuqing', '05-13'));
    expect(hashOf('***', '05-12')).toBeNull();
  });
});
