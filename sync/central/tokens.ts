import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createKeyedHash } from '../../seal/keyed-hash.ts';
import { CHALLENGE_LIFE_MS, TOKEN_LIFE_MS } from '../protocol/limits.ts';

const TIME_BYTES = 8;
const RANDOM_BYTES = 16;
const HASH_BYTES = 32;

/** What a ticket is good for: one is never taken for the other. */
export type TicketKind = 'challenge' | 'token';

const lives: Readonly<Record<TicketKind, number>> = { challenge: CHALLENGE_LIFE_MS, token: TOKEN_LIFE_MS };

/**
 * A ticket for a register: when it ends and something random, with a keyed hash over both, its kind and the register. No server
 * keeps it, so each of them knows it again. Base64.
 */
export function makeTicket(tokenKey: Buffer, kind: TicketKind, registerId: string, nowUtcMs: number): string {
  const body = Buffer.alloc(TIME_BYTES + RANDOM_BYTES);
  body.writeBigUInt64BE(BigInt(nowUtcMs + lives[kind]));
  randomBytes(RANDOM_BYTES).copy(body, TIME_BYTES);
  return Buffer.concat([body, hashTicket(tokenKey, kind, registerId, body)]).toString('base64');
}

/** Whether it was made here, for this and this register, and has not ended. */
export function isTicketGood(
  tokenKey: Buffer,
  kind: TicketKind,
  registerId: string,
  ticket: string,
  nowUtcMs: number,
): boolean {
  const bytes = Buffer.from(ticket, 'base64');
  if (bytes.length !== TIME_BYTES + RANDOM_BYTES + HASH_BYTES) return false;
  const body = bytes.subarray(0, -HASH_BYTES);
  const isOurs = timingSafeEqual(bytes.subarray(-HASH_BYTES), hashTicket(tokenKey, kind, registerId, body));
  return isOurs && Number(body.readBigUInt64BE()) > nowUtcMs;
}

function hashTicket(tokenKey: Buffer, kind: TicketKind, registerId: string, body: Buffer): Buffer {
  return createKeyedHash(tokenKey, kind)(Buffer.concat([Buffer.from(registerId), body]));
}

const SEPARATOR = '.';

/** What a register presents: whose it is, and the ticket. */
export function bearerToken(registerId: string, ticket: string): string {
  return `${registerId}${SEPARATOR}${ticket}`;
}

/** Whose the token is that `Authorization` names; null for what is no such token or has ended. */
export function readBearer(tokenKey: Buffer, header: string | undefined, nowUtcMs: number): Bearer | null {
  const token = /^Bearer (\S{1,200})$/.exec(header ?? '')?.[1];
  if (token === undefined) return null;
  const at = token.indexOf(SEPARATOR);
  const registerId = token.slice(0, Math.max(at, 0));
  const isGood = isTicketGood(tokenKey, 'token', registerId, token.slice(at + 1), nowUtcMs);
  return isGood ? { token, registerId } : null;
}

export interface Bearer {
  readonly token: string;
  readonly registerId: string;
}
