import { z } from 'zod';
import { base64, code, shortText, utcMs, uuid } from './fields.ts';

/**
 * `POST /v1/enrol`: what a register says with its one-time code. It has no token yet, and signs with the key that it brings over
 * `signedText` with an empty one.
 */
export const enrolRequest = z.object({
  code: z.string().min(8).max(64),
  /** The register's own id, which is in every entry of its journal. */
  registerId: uuid,
  /** Base64 of its Ed25519 public key, DER SPKI. Its requests and its Z reports are signed with the private one. */
  publicKey: base64.max(200),
  /** The till's code within the shop; null takes what the enrolment code was made for. */
  tillCode: code.nullable(),
  /** The chain that it belongs to already and needs another key for; null where it belongs to none. */
  chainId: uuid.nullable(),
  program: shortText,
  machine: shortText,
});
export type EnrolRequest = z.infer<typeof enrolRequest>;

/** What joins a register to the chain. Also all that it must keep besides its cursor. */
export const enrolAnswer = z.object({
  chainId: uuid,
  chainName: shortText,
  shopCode: code,
  tillCode: code,
  /** Base64 of central's Ed25519 public key, DER SPKI: it signs what anchors a day. */
  centralKey: base64.max(200),
  /** Base64 of the chain's 32 byte data key, under which members are sealed and phones are hashed. */
  dataKey: base64.max(64),
  centralUtcMs: utcMs,
});
export type EnrolAnswer = z.infer<typeof enrolAnswer>;

/** `POST /v1/challenge`, unsigned. */
export const challengeRequest = z.object({ registerId: uuid });
export const challengeAnswer = z.object({ challenge: base64.max(100), centralUtcMs: utcMs });

/** `POST /v1/session`, unsigned: the challenge's text, signed with the register's key (Ed25519, base64). */
export const sessionRequest = z.object({
  registerId: uuid,
  challenge: base64.max(100),
  signature: base64.max(200),
});
export const sessionAnswer = z.object({
  token: z.string().min(16).max(200),
  expiresInMs: z.int().min(1),
  centralUtcMs: utcMs,
});

/**
 * Every other request carries `Authorization: Bearer TOKEN` and this header: base64 of the Ed25519 signature over
 * `signedText`. No clock is part of it, because a register's may be years wrong.
 */
export const SIGNATURE_HEADER = 'guitai-signature';

/** How long a register that lost the answer to its enrolment may ask for it again, by central's clock. */
export const ENROL_AGAIN_MS = 60 * 60_000;

/** What a request is signed over. `target` is path and query as sent, `bodySha256` hex over the bytes as sent. */
export function signedText(method: string, target: string, token: string, bodySha256: string): string {
  return [method, target, token, bodySha256].join('\n');
}
