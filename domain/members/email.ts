import { MEMBER_EMAIL_MAX_LENGTH } from './member.ts';

const ADDRESS = /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+\.[^\s@\p{Cc}]+$/u;

/** An address by what its two halves must have; whether anybody reads it is not ours to know. */
export function isEmail(text: string): boolean {
  return text.length <= MEMBER_EMAIL_MAX_LENGTH && ADDRESS.test(text);
}
