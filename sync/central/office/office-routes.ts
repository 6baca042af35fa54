import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { officeStatus, type OfficeError } from './office-error.ts';
import { PASSWORD_MAX_LENGTH } from './passwords.ts';
import type { FileProcedure, Office, Procedure } from './procedure.ts';
import { fileProcedures, procedures } from './procedures.ts';
import { mayDo, rightsOfRole, type Caller, type OfficeRight } from './rights.ts';
import { endSession, findSession, isOwnPage, signIn, type Session } from './sessions.ts';

const COOKIE = 'guitai_office';
const CSRF_HEADER = 'guitai-csrf';
const COOKIE_SECONDS = 12 * 3_600;
/** Of a call; the answers of lists may be longer. */
const CALL_BYTES_MAX = 262_144;
/** A million members with all their columns, or fifty times that in gzip. */
const FILE_MEGABYTES_MAX = 128;
const FILE_NAME_MAX_LENGTH = 200;

const signInBody = z.strictObject({
  login: z.string().max(100),
  password: z.string().max(PASSWORD_MAX_LENGTH),
});

/** A procedure whatever it takes. */
type AnyProcedure = Omit<Procedure<never, unknown>, 'input'> & { readonly input: z.ZodType };

/** What the page knows of who is signed in. */
export interface OfficeSession {
  readonly name: string;
  readonly login: string;
  readonly role: Caller['role'];
  readonly rights: readonly OfficeRight[];
  readonly shops: readonly string[] | null;
  readonly mustChangePassword: boolean;
  readonly csrf: string;
  readonly chainName: string;
}

/**
 * The API for people, under `/office`: a session in a cookie that no script sees and no other site's page sends, a header
 * that other sites cannot set, and one route a procedure. Errors are `{ "error": { "code": … } }`.
 */
export function addOfficeRoutes(app: FastifyInstance, office: Office): void {
  void app.register(
    (scope, _options, done) => {
      scope.addContentTypeParser(
        'application/octet-stream',
        { parseAs: 'buffer' },
        (_request, body, parsed) => parsed(null, body),
      );
      scope.addHook('onRequest', (_request, reply, next) => {
        void reply.header('Cache-Control', 'no-store');
        next();
      });
      scope.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
        const status = error.statusCode ?? 500;
        if (status >= 500) request.log.error(error);
        return reply.code(status).send({ error: faultOf(status, error.message) });
      });
      addSessionRoutes(scope, office);
      for (const [name, each] of Object.entries(procedures)) addCall(scope, office, name, each);
      for (const [name, each] of Object.entries(fileProcedures)) addFileCall(scope, office, name, each);
      done();
    },
    { prefix: '/office' },
  );
}

function faultOf(status: number, detail: string): OfficeError {
  if (status === 413) return { code: 'file-too-large', maxMegabytes: FILE_MEGABYTES_MAX };
  return status >= 500 ? { code: 'busy' } : { code: 'malformed', detail };
}

function addSessionRoutes(scope: FastifyInstance, office: Office): void {
  scope.get('/session', async (request, reply) => {
    const session = await sessionOf(office, request);
    return answer(reply, session ? ok(await shownSession(office, session)) : fail({ code: 'signed-out' }));
  });
  scope.post('/session', { bodyLimit: CALL_BYTES_MAX }, async (request, reply) => {
    // No session to defend yet, but a page of another site must not sign its visitors in as somebody else.
    if (request.headers['sec-fetch-site'] === 'cross-site')
      return answer(reply, fail({ code: 'malformed', detail: 'another site' }));
    const body = signInBody.safeParse(request.body);
    if (!body.success) return answer(reply, fail({ code: 'malformed', detail: 'login and password' }));
    const begun = await signIn(office, body.data.login, body.data.password);
    if (!begun.ok) return answer(reply, begun);
    setCookie(request, reply, begun.value.token, COOKIE_SECONDS);
    return answer(reply, ok(await shownSession(office, begun.value)));
  });
  scope.delete('/session', async (request, reply) => {
    const session = await sessionOf(office, request);
    const token = tokenOf(request);
    if (!session || token === null || !isOwnPage(session, csrfOf(request)))
      return answer(reply, fail({ code: 'signed-out' }));
    await endSession(office.pool, token);
    setCookie(request, reply, '', 0);
    return answer(reply, ok(null));
  });
}

function addCall(
  scope: FastifyInstance,
  office: Office,
  name: string,
  { right, input, run }: AnyProcedure,
): void {
  scope.post(`/${name}`, { bodyLimit: CALL_BYTES_MAX }, async (request, reply) => {
    const caller = await callerOf(office, request, right, name);
    if (!caller.ok) return answer(reply, caller);
    const read = input.safeParse(request.body);
    if (!read.success) return answer(reply, fail({ code: 'malformed', detail: detailOf(read.error) }));
    // What the schema lets through is what the procedure takes.
    return answer(reply, await run(office, caller.value, read.data as never));
  });
}

function addFileCall(
  scope: FastifyInstance,
  office: Office,
  name: string,
  { right, run }: FileProcedure<unknown>,
): void {
  const bodyLimit = FILE_MEGABYTES_MAX * 1_048_576;
  const query = z.object({ name: z.string().min(1).max(FILE_NAME_MAX_LENGTH) });
  // Who asks is known before the body is taken in.
  const preParsing = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const caller = await callerOf(office, request, right, name);
    if (!caller.ok) await answer(reply, caller);
  };
  scope.post(`/${name}`, { bodyLimit, preParsing }, async (request, reply) => {
    const caller = await callerOf(office, request, right, name);
    if (!caller.ok) return answer(reply, caller);
    // A million members take minutes, in which nothing moves on the socket.
    request.raw.socket.setTimeout(0);
    const read = query.safeParse(request.query);
    if (!read.success || !Buffer.isBuffer(request.body))
      return answer(reply, fail({ code: 'malformed', detail: 'a file and its name' }));
    return answer(reply, await run(office, caller.value, { name: read.data.name, bytes: request.body }));
  });
}

/** Who asks, once session, page and right are as they must be. */
async function callerOf(
  office: Office,
  request: FastifyRequest,
  right: OfficeRight | null,
  name: string,
): Promise<Result<Caller, OfficeError>> {
  const session = await sessionOf(office, request);
  if (!session || !isOwnPage(session, csrfOf(request))) return fail({ code: 'signed-out' });
  const { caller } = session;
  if (caller.mustChangePassword && name !== 'session.change-password')
    return fail({ code: 'password-must-change' });
  return right === null || mayDo(caller, right) ? ok(caller) : fail({ code: 'right-missing', right });
}

async function sessionOf({ pool }: Office, request: FastifyRequest): Promise<Session | null> {
  const token = tokenOf(request);
  return token === null ? null : findSession(pool, token);
}

function tokenOf({ headers }: FastifyRequest): string | null {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === COOKIE)?.[1] ?? null;
}

function csrfOf({ headers }: FastifyRequest): string | undefined {
  const value = headers[CSRF_HEADER];
  return typeof value === 'string' ? value : undefined;
}

function setCookie(request: FastifyRequest, reply: FastifyReply, token: string, seconds: number): void {
  const parts = [`${COOKIE}=${token}`, 'Path=/office', 'HttpOnly', 'SameSite=Strict', `Max-Age=${seconds}`];
  // Plain HTTP is served on loopback alone.
  if (request.protocol === 'https') parts.push('Secure');
  void reply.header('Set-Cookie', parts.join('; '));
}

async function shownSession({ pool }: Office, { caller, csrf }: Session): Promise<OfficeSession> {
  const { name, login, role, shops, mustChangePassword } = caller;
  const { rows } = await pool.query<{ name: string }>('SELECT name FROM chain');
  const chainName = rows[0]?.name ?? '';
  return { name, login, role, shops, mustChangePassword, csrf, rights: rightsOfRole[role], chainName };
}

function detailOf({ issues }: z.ZodError): string {
  const [issue] = issues;
  return issue ? `${issue.path.map(String).join('.')}: ${issue.message}` : 'unreadable';
}

function answer(reply: FastifyReply, result: Result<unknown, OfficeError>): FastifyReply {
  return result.ok
    ? reply.send({ value: result.value })
    : reply.code(officeStatus(result.error)).send({ error: result.error });
}
