import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { fail, ok, type Result } from '../../domain/result.ts';
import { challengeAnswer, sessionAnswer, signedText, SIGNATURE_HEADER } from '../protocol/enrolment.ts';
import { centralError } from '../protocol/errors.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../protocol/limits.ts';
import type { CentralFault } from './central-fault.ts';
import { gzip } from './gzip.ts';
import type { Transport, WireAnswer, WireRequest } from './transport.ts';

/** One question to central. */
export interface Question<Schema extends z.ZodType> {
  readonly method: WireRequest['method'];
  /** `/v1/…`, with its query. */
  readonly target: string;
  readonly body?: unknown;
  readonly answer: Schema;
  readonly answerBytesMax?: number;
  readonly deadlineMs?: number;
  /** See `WireRequest`. */
  readonly isIndivisible?: boolean;
}

/** Central, as a till that belongs to it asks: signed in, signed, checked. */
export interface Central {
  ask<Schema extends z.ZodType>(question: Question<Schema>): Promise<Result<z.infer<Schema>, CentralFault>>;
  /** The bytes of an answer that is no JSON. */
  fetchBytes(target: string, bytesMax: number): Promise<Result<Buffer, CentralFault>>;
  close(): void;
}

/** Signs with the till's key, base64; null where the key is gone. */
export type SignText = (text: string) => string | null;

export interface CentralOptions {
  readonly registerId: string;
  readonly sign: SignText;
  /** Told by every answer that names central's time: half the way there and back ago, it was that late at central. */
  readonly onTime?: (centralUtcMs: number, tookMs: number) => void;
}

/** An answer without a list in it. */
const SHORT_ANSWER_BYTES = 65_536;
/** Where central is busy and does not say for how long. */
const BUSY_MS = 1_000;
/** Before so small a body is packed, more is lost than won. */
const PACK_MIN_BYTES = 512;

/**
 * Asks a central that this till belongs to. The token is fetched when it is first needed, and again, once a question, when
 * central does not take it any more: no clock of the till's is involved.
 */
export function openCentral(transport: Transport, { registerId, sign, onTime }: CentralOptions): Central {
  let token: Promise<Result<string, CentralFault>> | null = null;

  async function signIn(): Promise<Result<string, CentralFault>> {
    const challenged = await askPlainly(transport, {
      method: 'POST',
      target: '/v1/challenge',
      body: { registerId },
      answer: challengeAnswer,
    });
    if (!challenged.ok) return challenged;
    const { challenge } = challenged.value;
    const signature = sign(challenge);
    if (signature === null) return fail({ kind: 'unauthorized' });
    const session = await askPlainly(transport, {
      method: 'POST',
      target: '/v1/session',
      body: { registerId, challenge, signature },
      answer: sessionAnswer,
    });
    return session.ok ? ok(session.value.token) : session;
  }

  /** Several questions at once wait for one token. A failure is not kept. */
  async function findToken(): Promise<Result<string, CentralFault>> {
    token ??= signIn();
    const found = await token;
    if (!found.ok) token = null;
    return found;
  }

  async function sendSigned(request: WireRequest): Promise<Result<WireAnswer, CentralFault>> {
    const found = await findToken();
    if (!found.ok) return found;
    const signed = signRequest(request, found.value, sign);
    if (!signed) return fail({ kind: 'unauthorized' });
    const headers = { ...signed.headers, authorization: `Bearer ${found.value}` };
    const answered = await transport.send({ ...signed, headers });
    return answered.ok ? checkStatus(answered.value) : answered;
  }

  async function send(request: WireRequest): Promise<Result<WireAnswer, CentralFault>> {
    const used = token;
    const answered = await sendSigned(request);
    if (answered.ok || answered.error.kind !== 'unauthorized' || used === null) return answered;
    if (token === used) token = null;
    return sendSigned(request);
  }

  return {
    async ask(question) {
      const request = await requestOf(transport, question);
      const beganAtMs = performance.now();
      const answered = await send(request);
      if (!answered.ok) return answered;
      const read = readAnswer(answered.value, question.answer);
      if (read.ok && onTime) tellTime(read.value, performance.now() - beganAtMs, onTime);
      return read;
    },
    async fetchBytes(target, bytesMax) {
      const headers = { [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) };
      const request = { method: 'GET', target: transport.prefix + target, headers, body: null } as const;
      const answered = await send({ ...request, answerBytesMax: bytesMax });
      return answered.ok ? ok(answered.value.body) : answered;
    },
    close: () => transport.close(),
  };
}

function tellTime(value: unknown, tookMs: number, onTime: NonNullable<CentralOptions['onTime']>): void {
  if (typeof value !== 'object' || value === null || !('centralUtcMs' in value)) return;
  onTime(Number(value.centralUtcMs), tookMs);
}

/** The request with its signature; null where the key is gone. */
function signRequest(request: WireRequest, token: string, sign: SignText): WireRequest | null {
  const bodySha256 = createHash('sha256')
    .update(request.body ?? '')
    .digest('hex');
  const signature = sign(signedText(request.method, request.target, token, bodySha256));
  if (signature === null) return null;
  return { ...request, headers: { ...request.headers, [SIGNATURE_HEADER]: signature } };
}

/** Asks without signing in: for a token, or to join, which is signed with no token. */
export async function askPlainly<Schema extends z.ZodType>(
  transport: Transport,
  { sign, ...question }: Question<Schema> & { readonly sign?: SignText },
): Promise<Result<z.infer<Schema>, CentralFault>> {
  const plain = await requestOf(transport, question);
  const request = sign ? signRequest(plain, '', sign) : plain;
  if (!request) return fail({ kind: 'unauthorized' });
  const answered = await transport.send(request);
  if (!answered.ok) return answered;
  const checked = checkStatus(answered.value);
  return checked.ok ? readAnswer(checked.value, question.answer) : checked;
}

async function requestOf(
  transport: Transport,
  {
    method,
    target,
    body,
    answerBytesMax = SHORT_ANSWER_BYTES,
    deadlineMs,
    isIndivisible,
  }: Question<z.ZodType>,
): Promise<WireRequest> {
  const headers: Record<string, string> = { [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) };
  const common = {
    method,
    target: transport.prefix + target,
    headers,
    answerBytesMax,
    deadlineMs,
    isIndivisible,
  };
  if (body === undefined) return { ...common, body: null };
  headers['content-type'] = 'application/json';
  const plain = Buffer.from(JSON.stringify(body));
  if (plain.length < PACK_MIN_BYTES) return { ...common, body: plain };
  headers['content-encoding'] = 'gzip';
  return { ...common, body: await gzip(plain) };
}

/** What is no success, as the fault that it is. A proxy's pages count as what their status says. */
function checkStatus(answer: WireAnswer): Result<WireAnswer, CentralFault> {
  const { status, headers, body } = answer;
  if (status >= 200 && status < 300) {
    const spoken = headers[PROTOCOL_HEADER];
    if (spoken === undefined || spoken === String(PROTOCOL_VERSION)) return ok(answer);
    return fail({ kind: 'protocol', detail: `central speaks version ${String(spoken)}` });
  }
  const said = centralError.safeParse(parseJson(body));
  const headerMs = Number(headers['retry-after']) * 1_000;
  const retryAfterMs = Number.isFinite(headerMs) && headerMs >= 0 ? headerMs : BUSY_MS;
  if (said.success) {
    const { error, detail } = said.data;
    if (error === 'revoked' || error === 'unauthorized') return fail({ kind: error });
    if (error === 'protocol-unsupported') return fail({ kind: 'protocol', detail });
    if (error === 'busy') return fail({ kind: 'busy', retryAfterMs: said.data.retryAfterMs ?? retryAfterMs });
    return fail({ kind: 'refused', code: error, detail });
  }
  if ([429, 502, 503, 504].includes(status)) return fail({ kind: 'busy', retryAfterMs });
  return fail({ kind: 'malformed', detail: `status ${status}`, isTooLong: false });
}

function readAnswer<Schema extends z.ZodType>(
  { body }: WireAnswer,
  schema: Schema,
): Result<z.infer<Schema>, CentralFault> {
  const read = schema.safeParse(parseJson(body));
  if (read.success) return ok(read.data);
  const [issue] = read.error.issues;
  const detail = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`.slice(0, 200);
  return fail({ kind: 'malformed', detail, isTooLong: false });
}

/** Undefined for what is no JSON, which no schema here takes. */
function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
