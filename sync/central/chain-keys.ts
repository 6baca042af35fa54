import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  type KeyObject,
} from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { expandKey } from '../../seal/keyed-hash.ts';

const DATA_KEY_BYTES = 32;

/** The secrets of a chain, which no database of its holds: who has them all and the database reads every member. */
export interface ChainKeys {
  /** 32 bytes, under which members are sealed and phones hashed, here and at every till. */
  readonly dataKey: Buffer;
  /** Base64 of the Ed25519 public key, DER SPKI. */
  readonly publicKey: string;
  /** Under which this chain's servers hand out challenges and tokens; no till has it. */
  readonly tokenKey: Buffer;
  /** Says whether two servers have the same keys, and nothing else of them. */
  readonly check: string;
  /** Ed25519, base64. */
  sign(text: string): string;
}

const storedKeys = z.object({ dataKey: z.base64(), signingKey: z.string() });

/** Reads the keys from the text of a key file. Throws where it is no such text. */
export function readKeys(text: string): ChainKeys {
  const { dataKey, signingKey } = storedKeys.parse(JSON.parse(text));
  return keysOf(Buffer.from(dataKey, 'base64'), createPrivateKey(signingKey));
}

/** The text of a new key file. */
export function makeKeys(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  const signingKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return `${JSON.stringify({ dataKey: randomBytes(DATA_KEY_BYTES).toString('base64'), signingKey })}\n`;
}

/**
 * The keys in a file that only its owner may read, made where it is missing: on the disk before anything is sealed with them,
 * because what is sealed with lost keys is lost.
 */
export function ensureKeyFile(path: string): ChainKeys {
  if (existsSync(path)) return readKeys(readFileSync(path, 'utf8'));
  const part = `${path}.part`;
  writeFileSync(part, makeKeys(), { mode: 0o600 });
  const handle = openSync(part, 'r+');
  fsyncSync(handle);
  closeSync(handle);
  renameSync(part, path);
  return readKeys(readFileSync(path, 'utf8'));
}

function keysOf(dataKey: Buffer, signingKey: KeyObject): ChainKeys {
  if (dataKey.length !== DATA_KEY_BYTES) throw new Error(`a data key is ${DATA_KEY_BYTES} bytes`);
  if (signingKey.asymmetricKeyType !== 'ed25519') throw new Error('the signing key is no Ed25519 key');
  const secret = signingKey.export({ type: 'pkcs8', format: 'der' });
  const root = createHash('sha256').update(secret).digest();
  return {
    dataKey,
    publicKey: createPublicKey(signingKey).export({ type: 'spki', format: 'der' }).toString('base64'),
    tokenKey: expandKey(root, Buffer.from('register token')),
    check: expandKey(
      createHash('sha256').update(dataKey).update(secret).digest(),
      Buffer.from('check'),
    ).toString('hex'),
    sign: (text) => sign(null, Buffer.from(text), signingKey).toString('base64'),
  };
}
