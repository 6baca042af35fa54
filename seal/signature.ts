import { createPublicKey, verify } from 'node:crypto';

/**
 * Whether an Ed25519 key, base64 of its SPKI form, signed a text; the signature is base64 too. A key that is none has signed
 * nothing.
 */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}
