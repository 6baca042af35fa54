import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';
import { monthDayOf, type Birthday } from '../domain/members/birthday.ts';
import type { MemberProfile } from '../domain/members/member.ts';
import { nameKey } from '../domain/search-text.ts';
import { createKeyedHash } from './keyed-hash.ts';
import { randomPiece } from './random-piece.ts';

export const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const PHONE_HASH_BYTES = 8;
const NAMESAKE_HASH_BYTES = 6;
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
  /** Finds people of the same name, written alike or not, born on the same day of some year. */
  hashNamesake(name: string, birthday: Birthday): Buffer;
}

export function createMemberSeal(dataKey: Buffer): MemberSeal {
  const memberKey = createKeyedHash(dataKey, 'member key');
  const phoneHash = createKeyedHash(dataKey, 'member phone');
  const namesakeHash = createKeyedHash(dataKey, 'member namesake');
  // A key object first: given bytes, Node takes three times as long to make a cipher.
  const keyOf = ({ id, salt }: SealedFor) => createSecretKey(memberKey(Buffer.concat([id, salt])));
  return {
    seal(member, profile, isFirst = false) {
      const nonce = isFirst ? FIRST_NONCE : randomPiece(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keyOf(member), nonce);
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
        return profileOf(text + decipher.final('utf8'));
      } catch (error) {
        // What OpenSSL throws when the tag does not fit has no code, and a bug of ours would be no plain Error.
        if (error instanceof Error && error.constructor === Error) return null;
        throw error;
      }
    },
    hashPhone: (phone) => phoneHash(phone).subarray(0, PHONE_HASH_BYTES),
    hashNamesake: (name, birthday) =>
      namesakeHash(`${monthDayOf(birthday)} ${nameKey(name)}`).subarray(0, NAMESAKE_HASH_BYTES),
  };
}

/** Between fields, which hold no control characters. */
const SEPARATOR = '\t';

/** The fields one behind the other, without the empty ones at the end: a million of them are kept. */
function profileText({ name, phone, birthday, email, note }: MemberProfile): string {
  return [name, phone, birthday, email, note].join(SEPARATOR).trimEnd();
}

function profileOf(text: string): MemberProfile {
  const [name, phone, birthday, email, note] = text.split(SEPARATOR).map((field) => field || null);
  return {
    name: name ?? null,
    phone: phone ?? null,
    birthday: birthday ?? null,
    email: email ?? null,
    note: note ?? null,
  };
}
