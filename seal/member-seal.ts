import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';
import { monthDayOf } from '../domain/members/birthday.ts';
import type { MemberProfile } from '../domain/members/member.ts';
import type { NameAndDay } from '../domain/members/namesake.ts';
import { HASHED_DIGITS } from '../domain/members/search-tokens.ts';
import { createKeyedHash } from './keyed-hash.ts';
import { profileText, readProfileText } from './profile-text.ts';
import { randomPiece } from './random-piece.ts';

export const SALT_BYTES = 16;
const NONCE_BYTES = 12;
/** The shortest that NIST SP 800-38D allows for any use. */
const TAG_BYTES = 12;
export const PHONE_HASH_BYTES = 8;
export const NAMESAKE_HASH_BYTES = 4;
/**
 * Unicode's private use area: characters that nobody types. One character, so that the index has no shorter beginnings of it
 * to list; one byte of the hash, so that the word tells no more than beside the last four digits it must.
 */
const FIRST_END_WORD = 0xe000;
/**
 * The form of what is sealed is its first byte. What is sealed first under a new salt needs no nonce of its own, because no
 * other message is ever sealed with that key and a nonce of zeros; what is sealed later carries a random one.
 */
const FIRST = 1;
const LATER = 2;
const FIRST_NONCE = Buffer.alloc(NONCE_BYTES);

/** Whose profile it is: what it is sealed for, and the half of its key that erasure destroys. */
export interface SealedFor {
  /** 16 bytes. */
  readonly id: Buffer;
  readonly salt: Buffer;
}

/** What a till can do that has the data key. */
export interface MemberSeal {
  /**
   * AES-256-GCM under the member's own key, bound to the member's id: form, nonce, ciphertext, tag. `isFirst` only where the
   * salt was made for this call.
   */
  seal(member: SealedFor, profile: MemberProfile, isFirst?: boolean): Buffer;
  /** Null where it was not sealed for this member under this key, or was changed since. */
  open(member: SealedFor, sealed: Buffer): MemberProfile | null;
  /** Finds a phone without keeping it: eight bytes of a keyed hash of the normalised number. */
  hashPhone(phone: string): Buffer;
  /** Finds people of the same name, written alike or not, born on the same day of some year, and a few others. */
  hashNamesake(whose: NameAndDay): Buffer;
  /** The search word of a phone's last five digits, no fewer: one of 256, and all who end in the same digits have the same. */
  phoneEndWord(lastDigits: string): string;
}

export function createMemberSeal(dataKey: Buffer): MemberSeal {
  const memberKey = createKeyedHash(dataKey, 'member key');
  const phoneHash = createKeyedHash(dataKey, 'member phone');
  const phoneEndHash = createKeyedHash(dataKey, 'member phone end');
  const namesakeHash = createKeyedHash(dataKey, 'member namesake');
  const endWords = new Uint16Array(10 ** HASHED_DIGITS);
  // A key object first: given bytes, Node takes three times as long to make a cipher.
  const keyOf = ({ id, salt }: SealedFor) => createSecretKey(memberKey(Buffer.concat([id, salt])));
  return {
    seal(member, profile, isFirst = false) {
      const nonce = isFirst ? FIRST_NONCE : randomPiece(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keyOf(member), nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(member.id);
      const text = cipher.update(profileText(profile));
      cipher.final();
      const head = isFirst ? [Buffer.of(FIRST)] : [Buffer.of(LATER), nonce];
      return Buffer.concat([...head, text, cipher.getAuthTag()]);
    },
    open(member, sealed) {
      const start = sealed[0] === FIRST ? 1 : 1 + NONCE_BYTES;
      const isKnownForm = sealed[0] === FIRST || sealed[0] === LATER;
      if (!isKnownForm || sealed.length < start + TAG_BYTES) return null;
      const nonce = sealed[0] === FIRST ? FIRST_NONCE : sealed.subarray(1, start);
      const decipher = createDecipheriv('aes-256-gcm', keyOf(member), nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(member.id);
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      const text = decipher.update(sealed.subarray(start, -TAG_BYTES), undefined, 'utf8');
      try {
        return readProfileText(text + decipher.final('utf8'));
      } catch (error) {
        // What OpenSSL throws when the tag does not fit has no code, and a bug of ours would be no plain Error.
        if (error instanceof Error && error.constructor === Error) return null;
        throw error;
      }
    },
    hashPhone: (phone) => phoneHash(phone).subarray(0, PHONE_HASH_BYTES),
    hashNamesake: ({ key, birthday }) =>
      namesakeHash(`${monthDayOf(birthday)} ${key}`).subarray(0, NAMESAKE_HASH_BYTES),
    phoneEndWord(lastDigits) {
      // Of those that an import meets, nine of ten came before.
      const end = Number(lastDigits);
      endWords[end] ||= FIRST_END_WORD + phoneEndHash(lastDigits)[0]!;
      return String.fromCodePoint(endWords[end]);
    },
  };
}
