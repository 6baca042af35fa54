import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { v7 as uuidv7 } from 'uuid';
import { canonicalJson } from '../../../domain/facts/canonical-json.ts';
import { GENESIS_HASH, hashEntry } from '../../../seal/entry-hash.ts';
import { SIGNATURE_HEADER, signedText, type EnrolAnswer } from '../../../sync/protocol/enrolment.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../../sync/protocol/limits.ts';
import type { WireEntry } from '../../../sync/protocol/push.ts';

/** What central answered: its status, and its body as JSON, or its text where it is none. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** A register as central sees one: a key, a journal, and requests that are signed. */
export interface WireTill {
  readonly id: string;
  readonly publicKey: string;
  readonly journal: readonly WireEntry[];
  /** Signed with the till's own key, or with another. */
  enrol(
    code: string,
    changes?: Readonly<Record<string, unknown>>,
    signer?: KeyObject,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  /** Signs in anew. */
  signIn(): Promise<Answer>;
  /** Signed; signs in first where it has not yet. */
  ask(method: string, target: string, body?: unknown, options?: AskOptions): Promise<Answer>;
  /** Asks signed for what is bytes, and leaves them to be read. */
  open(target: string): Promise<Response>;
  /** Adds an entry to the journal. */
  write(type: string, payload: unknown, changes?: Partial<WireEntry>): WireEntry;
  push(entries: readonly WireEntry[], changes?: Readonly<Record<string, unknown>>): Promise<Answer>;
}

export interface AskOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of JSON of the body. */
  readonly bytes?: Buffer;
  readonly key?: KeyObject;
  /** Another server of the same central. */
  readonly url?: string;
}

export function createWireTill(url: string, id: string = uuidv7()): WireTill {
  const { publicKey: key, privateKey } = generateKeyPairSync('ed25519');
  const publicKey = key.export({ type: 'spki', format: 'der' }).toString('base64');
  const journal: WireEntry[] = [];
  let token: string | null = null;
  const signText = (text: string, by = privateKey) => sign(null, Buffer.from(text), by).toString('base64');

  async function signIn(): Promise<Answer> {
    const challenged = await post(url, '/v1/challenge', { registerId: id });
    const challenge = String(challenged.body['challenge']);
    const answer = await post(url, '/v1/session', {
      registerId: id,
      challenge,
      signature: signText(challenge),
    });
    token = typeof answer.body['token'] === 'string' ? answer.body['token'] : null;
    return answer;
  }

  async function request(
    method: string,
    target: string,
    body?: unknown,
    options: AskOptions = {},
  ): Promise<Response> {
    if (token === null) await signIn();
    const plain = Buffer.from(body === undefined ? '' : JSON.stringify(body));
    const bytes = options.bytes ?? (plain.length > 512 ? gzipSync(plain) : plain);
    const packed: Record<string, string> =
      options.bytes || plain.length <= 512 ? {} : { 'content-encoding': 'gzip' };
    const bodySha256 = createHash('sha256').update(bytes).digest('hex');
    const headers = {
      [PROTOCOL_HEADER]: String(PROTOCOL_VERSION),
      authorization: `Bearer ${token}`,
      [SIGNATURE_HEADER]: signText(signedText(method, target, token ?? '', bodySha256), options.key),
      ...(bytes.length > 0 ? { 'content-type': 'application/json', ...packed } : {}),
      ...options.headers,
    };
    return fetch((options.url ?? url) + target, {
      method,
      headers,
      ...(bytes.length > 0 ? { body: bytes } : {}),
    });
  }

  const ask: WireTill['ask'] = async (...asked) => readAnswer(await request(...asked));

  return {
    id,
    publicKey,
    journal,
    signIn,
    ask,
    open: (target) => request('GET', target),
    enrol(code, changes = {}, signer = privateKey, headers = {}) {
      const asked = { code, registerId: id, publicKey, tillCode: null, chainId: null };
      const body = JSON.stringify({ ...asked, program: 'guitai/test', machine: 'a test', ...changes });
      const bodySha256 = createHash('sha256').update(body).digest('hex');
      const signed = {
        [PROTOCOL_HEADER]: String(PROTOCOL_VERSION),
        'content-type': 'application/json',
        [SIGNATURE_HEADER]: signText(signedText('POST', '/v1/enrol', '', bodySha256), signer),
      };
      return send(`${url}/v1/enrol`, { method: 'POST', headers: { ...signed, ...headers }, body });
    },
    write(type, payload, changes = {}) {
      const entry = chainEntry(id, journal.at(-1), type, canonicalJson(payload), changes);
      journal.push(entry);
      return entry;
    },
    push: (entries, changes = {}) =>
      ask('POST', '/v1/push', {
        entries,
        salts: {},
        waiting: { entries: 0, oldestAtUtcMs: null },
        sentAtUtcMs: Date.now(),
        ...changes,
      }),
  };
}

/** An entry that follows another; its hash is over what it says, changes included. */
export function chainEntry(
  registerId: string,
  before: WireEntry | undefined,
  type: string,
  payload: string,
  changes: Partial<WireEntry> = {},
): WireEntry {
  const entry = {
    epoch: before?.epoch ?? 1,
    seq: (before?.seq ?? 0) + 1,
    id: uuidv7(),
    type,
    schema: 1,
    atUtcMs: 1_760_000_000_000,
    utcOffsetMinutes: 0,
    businessDate: '2026-03-02',
    shift: 1,
    actor: 'system',
    payload,
    prevHash: before?.hash ?? GENESIS_HASH.toString('hex'),
    ...changes,
  };
  const hash = hashEntry({
    register: registerId,
    epoch: entry.epoch,
    seq: entry.seq,
    id: entry.id,
    type: entry.type,
    schema: entry.schema,
    at_utc: entry.atUtcMs,
    utc_offset: entry.utcOffsetMinutes,
    business_date: entry.businessDate,
    shift: entry.shift,
    actor: entry.actor,
    payload: entry.payload,
    prev_hash: Buffer.from(entry.prevHash, 'hex'),
  });
  return { ...entry, hash: hash.toString('hex'), ...('hash' in changes ? { hash: changes.hash } : {}) };
}

/** Unsigned. */
export function post(url: string, target: string, body: unknown): Promise<Answer> {
  return send(url + target, {
    method: 'POST',
    headers: { [PROTOCOL_HEADER]: String(PROTOCOL_VERSION), 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

export async function send(url: string, init: RequestInit): Promise<Answer> {
  return readAnswer(await fetch(url, init));
}

async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: readJson(text) };
}

function readJson(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof SyntaxError) return { text };
    throw error;
  }
}

/** The answer of an enrolment that went well. */
export function joined({ status, body }: Answer): EnrolAnswer {
  if (status !== 200) throw new Error(`not enrolled: ${JSON.stringify(body)}`);
  return body as unknown as EnrolAnswer;
}
