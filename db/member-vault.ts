import type { Database } from 'better-sqlite3';
import { fingerprintOf, readDataKey, readFingerprint } from './data-key.ts';
import { createMemberSeal, type MemberSeal } from '../seal/member-seal.ts';

/** The seal of a till's members; null while the folder does not have the key that they are sealed under. */
export interface MemberVault {
  (): MemberSeal | null;
  /** Another key seals the members from now on. */
  forget(): void;
}

/**
 * Reads the folder's key when it is first needed and keeps the seal it makes. While the key is not there, or is another
 * till's, it looks again each time, because somebody may put it back.
 */
export function memberVault(db: Database, folder: string): MemberVault {
  let seal: MemberSeal | null = null;
  const look = (): MemberSeal | null => {
    if (seal) return seal;
    const fingerprint = readFingerprint(db);
    seal = fingerprint && openSeal(folder, fingerprint);
    return seal;
  };
  return Object.assign(look, {
    forget: () => {
      seal = null;
    },
  });
}

/** The seal that a folder's key makes; null where the key is not there, or has another fingerprint. */
export function openSeal(folder: string, fingerprint: Buffer): MemberSeal | null {
  const key = readDataKey(folder);
  return key && fingerprintOf(key).equals(fingerprint) ? createMemberSeal(key) : null;
}
