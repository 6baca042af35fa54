import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { syncPath } from './sync-file.ts';

export const KEY_FILE = 'till.key';

/**
 * The till's Ed25519 key: made where it is missing, in a file that only the owner may read. It never leaves the data
 * folder. Synced before anything names it, so that no power cut leaves a till whose key never was.
 * Returns the public key, base64 of its SPKI form.
 */
export function ensureTillKey(folder: string): string {
  const path = join(folder, KEY_FILE);
  if (existsSync(path)) return exportPublic(createPublicKey(createPrivateKey(readFileSync(path))));
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const part = `${path}.part`;
  writeFileSync(part, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), { mode: 0o600 });
  syncPath(part, 'file');
  renameSync(part, path);
  syncPath(folder, 'folder');
  return exportPublic(publicKey);
}

function exportPublic(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).toString('base64');
}

/** Signs with the till's key; base64. Null when the key file is gone: `ensureTillKey` comes first where it must not be. */
export function signWithTillKey(folder: string, text: string): string | null {
  const path = join(folder, KEY_FILE);
  if (!existsSync(path)) return null;
  return sign(null, Buffer.from(text), createPrivateKey(readFileSync(path))).toString('base64');
}
