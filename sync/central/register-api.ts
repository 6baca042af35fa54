import { createHash, createPublicKey, verify } from 'node:crypto';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { fail, ok, type Result } from '../../domain/result.ts';
import {
  challengeRequest,
  enrolRequest,
  sessionRequest,
  SIGNATURE_HEADER,
  signedText,
} from '../protocol/enrolment.ts';
import { errorStatus } from '../protocol/errors.ts';
import { BODY_BYTES_MAX, PROTOCOL_HEADER, PROTOCOL_VERSION, TOKEN_LIFE_MS } from '../protocol/limits.ts';
import type { Central, CentralFault } from './central.ts';
import { sqlState } from './database.ts';
import { enrol } from './enrolment.ts';
import { createLimiter, type Limiter } from './request-limits.ts';
import { isReady, isStreamed, readAs, type RegisterRoute, type StreamedAnswer } from './register-route.ts';
import { readBody } from './request-body.ts';
import { findRegister, noteContact, noteSignIn, type KnownRegister } from './registers.ts';
import { bearerToken, isTicketGood, makeTicket, readBearer, type Bearer } from './tokens.ts';

const pack = promisify(gzip);
/** Fast rather than small: what a register is sent it is sent once. */
const PACK_LEVEL = 3;
const PACK_MIN_BYTES = 1_024;
/** Of every path that registers know. */
const PREFIX = '/v1';
/** When a register may try again that central cannot serve now, and up to how much later: not all at once. */
const BUSY_MS = 2_000;
const BUSY_SPREAD_MS = 3_000;
/** Requests that wait for a connection to the database. More would time out there. */
const WAITING_MAX = 200;
/** Wrong codes and signatures from one address: a shop's worth of typing, and no guessing. */
const FAILURES = { burst: 30, refillMs: 2_000 };
/** Questions of one register: what a till that has been away for days asks as fast as it can. */
const QUESTIONS = { burst: 500, refillMs: 10 };

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose the token is; null on what needs none. */
    bearer: Bearer | null;
  }
}

/** What registers ask, under `/v1`. Nothing that another part of the server adds is changed by it. */
export function addRegisterApi(
  app: FastifyInstance,
  central: Central,
  routes: readonly RegisterRoute[],
): void {
  void app.register(
    (scope, _options, done) => {
      // Signatures are over the bytes as they were sent.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser(
        '*',
        { parseAs: 'buffer', bodyLimit: BODY_BYTES_MAX },
        (_request, body, parsed) => parsed(null, body),
      );
      scope.decorateRequest('bearer', null);
      scope.addHook('onRequest', checkVersion);
      scope.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) =>
        refuse(request, reply, faultOf(error, request)),
      );
      scope.setNotFoundHandler((request, reply) =>
        refuse(request, reply, { error: 'not-found', detail: 'there is nothing to ask here' }),
      );
      const limits: Limits = { failures: createLimiter(FAILURES), questions: createLimiter(QUESTIONS) };
      addUnsignedRoutes(scope, central, limits);
      for (const route of routes) addSignedRoute(scope, central, limits, route);
      done();
    },
    { prefix: PREFIX },
  );
}

async function checkVersion(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  void reply.header(PROTOCOL_HEADER, String(PROTOCOL_VERSION)).header('Cache-Control', 'no-store');
  const spoken = request.headers[PROTOCOL_HEADER];
  if (spoken === String(PROTOCOL_VERSION)) return;
  const detail = `central speaks version ${PROTOCOL_VERSION}, not ${String(spoken).slice(0, 20)}`;
  await refuse(request, reply, { error: 'protocol-unsupported', detail });
}

/** What Fastify or the database could not do with a request. */
function faultOf(error: Error & { statusCode?: number }, request: FastifyRequest): CentralFault {
  if (error.statusCode === 413)
    return { error: 'too-large', detail: `a body has at most ${BODY_BYTES_MAX} bytes` };
  if (error.statusCode !== undefined && error.statusCode < 500)
    return { error: 'malformed', detail: error.message };
  // Class 22: a value that its column does not take, like a number too large or a character that no text has.
  if (sqlState(error)?.startsWith('22')) return { error: 'malformed', detail: 'a value is out of range' };
  request.log.error(error);
  return busy();
}

function busy(): CentralFault {
  const retryAfterMs = BUSY_MS + Math.floor(Math.random() * BUSY_SPREAD_MS);
  return { error: 'busy', detail: 'central cannot answer now', retryAfterMs };
}

function tooMany(detail: string, retryAfterMs: number): CentralFault {
  return { error: 'busy', detail, retryAfterMs };
}

interface Limits {
  /** By address. */
  readonly failures: Limiter;
  /** By register. */
  readonly questions: Limiter;
}

function addUnsignedRoutes(scope: FastifyInstance, central: Central, limits: Limits): void {
  addUnsignedRoute(scope, central, limits, '/enrol', enrolRequest, (asked, request) =>
    // Whoever joins has no token yet.
    enrol(central, asked, (publicKey) => isRequestSigned(request, '', publicKey)),
  );
  addUnsignedRoute(scope, central, limits, '/session', sessionRequest, (asked) =>
    openSession(central, asked),
  );
  addUnsignedRoute(scope, central, limits, '/challenge', challengeRequest, async ({ registerId }) => {
    const centralUtcMs = central.nowUtcMs();
    const challenge = makeTicket(central.keys.tokenKey, 'challenge', registerId, centralUtcMs);
    return ok({ challenge, centralUtcMs });
  });
}

/** What needs no token. Whoever fails too often, by a wrong code or signature, waits. */
function addUnsignedRoute<Body>(
  scope: FastifyInstance,
  { nowUtcMs }: Central,
  { failures }: Limits,
  path: string,
  schema: z.ZodType<Body>,
  run: (body: Body, request: FastifyRequest) => Promise<Result<unknown, CentralFault>>,
): void {
  scope.post(path, async (request, reply) => {
    const waitMs = failures.look(request.ip, nowUtcMs());
    if (waitMs > 0) return refuse(request, reply, tooMany('too many failures', waitMs));
    const body = await bodyOf(request);
    const read = body.ok ? readAs(schema, body.value, 'body') : body;
    const result = read.ok ? await run(read.value, request) : read;
    if (!result.ok) failures.take(request.ip, nowUtcMs());
    return answer(request, reply, result);
  });
}

interface SignedChallenge {
  readonly registerId: string;
  readonly challenge: string;
  readonly signature: string;
}

async function openSession(
  central: Central,
  { registerId, challenge, signature }: SignedChallenge,
): Promise<Result<unknown, CentralFault>> {
  const nowUtcMs = central.nowUtcMs();
  const { tokenKey } = central.keys;
  if (!isTicketGood(tokenKey, 'challenge', registerId, challenge, nowUtcMs))
    return unauthorized('ask for a challenge first');
  const register = await findRegister(central.pool, registerId);
  if (register === null || !isSigned(register.publicKey, challenge, signature))
    return unauthorized('the signature is not that of a register');
  await noteSignIn(central.pool, register);
  await noteContact(central.pool, register, nowUtcMs);
  const token = bearerToken(registerId, makeTicket(tokenKey, 'token', registerId, nowUtcMs));
  return ok({ token, expiresInMs: TOKEN_LIFE_MS, centralUtcMs: nowUtcMs });
}

function addSignedRoute(
  scope: FastifyInstance,
  central: Central,
  { questions }: Limits,
  route: RegisterRoute,
): void {
  scope.route({
    method: route.method,
    url: route.path.slice(PREFIX.length),
    // Before the body is read: who has no token sends none.
    async onRequest(request, reply) {
      const { tokenKey } = central.keys;
      request.bearer = readBearer(tokenKey, request.headers.authorization, central.nowUtcMs());
      const waitMs =
        request.bearer === null ? 0 : questions.take(request.bearer.registerId, central.nowUtcMs());
      if (waitMs > 0) await refuse(request, reply, tooMany('too many questions', waitMs));
      else if (central.pool.waitingCount > WAITING_MAX) await refuse(request, reply, busy());
      else if (request.bearer === null)
        await refuse(request, reply, { error: 'unauthorized', detail: 'the token is not good' });
    },
    async handler(request, reply) {
      const register = await checkRegister(central, request, route);
      if (!register.ok) return answer(request, reply, register);
      await noteContact(central.pool, register.value, central.nowUtcMs());
      const body = await bodyOf(request);
      if (!body.ok) return answer(request, reply, body);
      const asked = {
        register: register.value,
        body: body.value,
        query: request.query,
        params: request.params as Readonly<Record<string, string>>,
      };
      return answer(request, reply, await route.answer(central, asked));
    },
  });
}

/** Who asks, if the request is signed by them and they may. */
async function checkRegister(
  central: Central,
  request: FastifyRequest,
  { mayBeRevoked }: RegisterRoute,
): Promise<Result<KnownRegister, CentralFault>> {
  const { bearer } = request;
  if (bearer === null) return unauthorized('the token is not good');
  const register = await findRegister(central.pool, bearer.registerId);
  if (register === null || !isRequestSigned(request, bearer.token, register.publicKey)) {
    return unauthorized("the signature is not the register's over this request");
  }
  if (register.state === 'revoked' && !mayBeRevoked)
    return fail({ error: 'revoked', detail: 'this register was taken out of the chain' });
  return ok(register);
}

/** `token` is empty for who has none yet. */
function isRequestSigned(request: FastifyRequest, token: string, publicKey: string): boolean {
  const bodySha256 = createHash('sha256').update(rawBody(request)).digest('hex');
  const text = signedText(request.method, request.raw.url ?? '', token, bodySha256);
  const signature = request.headers[SIGNATURE_HEADER];
  return typeof signature === 'string' && isSigned(publicKey, text, signature);
}

function isSigned(publicKey: string, text: string, signature: string): boolean {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
}

function unauthorized(detail: string): Result<never, CentralFault> {
  return fail({ error: 'unauthorized', detail });
}

function rawBody(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

/** What the body says; undefined where there is none. */
async function bodyOf(request: FastifyRequest): Promise<Result<unknown, CentralFault>> {
  const bytes = rawBody(request);
  return bytes.length === 0 ? ok(undefined) : readBody(bytes, request.headers['content-encoding']);
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  result: Result<unknown, CentralFault>,
): Promise<FastifyReply> {
  if (!result.ok) return refuse(request, reply, result.error);
  if (isStreamed(result.value)) return stream(reply, result.value);
  const json = isReady(result.value) ? result.value.bytes : JSON.stringify(result.value);
  void reply.type('application/json');
  const mayPack = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  if (!mayPack || json.length < PACK_MIN_BYTES) return reply.send(json);
  return reply.header('Content-Encoding', 'gzip').send(await pack(json, { level: PACK_LEVEL }));
}

function stream(reply: FastifyReply, { lengthBytes, pieces }: StreamedAnswer): FastifyReply {
  return reply
    .type('application/octet-stream')
    .header('Content-Length', lengthBytes)
    .send(Readable.from(pieces, { objectMode: false }));
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

async function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  { error, detail, retryAfterMs }: CentralFault,
): Promise<FastifyReply> {
  if (retryAfterMs !== undefined) void reply.header('Retry-After', String(Math.ceil(retryAfterMs / 1_000)));
  // A body that nobody reads must not be taken for the next request.
  if (!request.raw.complete && hasBody(request)) void reply.header('Connection', 'close');
  return reply
    .code(errorStatus[error])
    .type('application/json')
    .send(JSON.stringify({ error, detail, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }));
}
