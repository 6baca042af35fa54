import { create } from 'zustand';
import type { Result } from '../../../../domain/result.ts';
import type { OfficeError } from '../../office/office-error.ts';
import type { OfficeSession } from '../../office/office-routes.ts';
import type { FileProcedures, Procedures } from '../../office/procedures.ts';

/** What central said, or why it said nothing. */
export type PageError = OfficeError | { readonly code: 'central-away' } | { readonly code: 'share-invalid' };
export type Answer<Value> = Result<Value, PageError>;

type InputOf<Name extends keyof Procedures> = Parameters<Procedures[Name]['run']>[2];
type ValueOf<Run extends (...given: never[]) => unknown> =
  Awaited<ReturnType<Run>> extends Result<infer Value, OfficeError> ? Value : never;
export type AnswerOf<Name extends keyof Procedures> = ValueOf<Procedures[Name]['run']>;
export type FileAnswerOf<Name extends keyof FileProcedures> = ValueOf<FileProcedures[Name]['run']>;

interface SessionState {
  /** Undefined until central was asked, null while nobody is signed in. */
  readonly session: OfficeSession | null | undefined;
  readonly isAway: boolean;
}

export const useSession = create<SessionState>(() => ({ session: undefined, isAway: false }));

const CALL_TIMEOUT_MS = 30_000;
const FILE_TIMEOUT_MS = 30 * 60_000;

/** Asks one thing. What ends the session, wherever it comes, leads to signing in. */
export async function ask<Name extends keyof Procedures>(
  name: Name,
  input: InputOf<Name>,
): Promise<Answer<AnswerOf<Name>>> {
  const body = { body: JSON.stringify(input), type: 'application/json', timeoutMs: CALL_TIMEOUT_MS };
  return (await send('POST', name, body)) as Answer<AnswerOf<Name>>;
}

/** Hands over a file. */
export async function handOver<Name extends keyof FileProcedures>(
  name: Name,
  file: File,
): Promise<Answer<FileAnswerOf<Name>>> {
  const path = `${name}?name=${encodeURIComponent(file.name)}`;
  const body = { body: file, type: 'application/octet-stream', timeoutMs: FILE_TIMEOUT_MS };
  return (await send('POST', path, body)) as Answer<FileAnswerOf<Name>>;
}

/** Who is signed in, as central knows it. */
export async function findSession(): Promise<void> {
  const found = await send('GET', 'session', null);
  if (found.ok) useSession.setState({ session: found.value as OfficeSession, isAway: false });
  else useSession.setState({ session: null, isAway: found.error.code === 'central-away' });
}

export async function signIn(login: string, password: string): Promise<Answer<null>> {
  const body = { body: JSON.stringify({ login, password }), type: 'application/json' };
  const begun = await send('POST', 'session', { ...body, timeoutMs: CALL_TIMEOUT_MS });
  if (!begun.ok) return begun;
  useSession.setState({ session: begun.value as OfficeSession, isAway: false });
  return { ok: true, value: null };
}

export async function signOut(): Promise<void> {
  await send('DELETE', 'session', null);
  useSession.setState({ session: null });
}

interface Body {
  readonly body: string | File;
  readonly type: string;
  readonly timeoutMs: number;
}

async function send(method: string, path: string, body: Body | null): Promise<Answer<unknown>> {
  const csrf = useSession.getState().session?.csrf;
  try {
    const response = await fetch(`/office/${path}`, {
      method,
      credentials: 'same-origin',
      headers: {
        ...(body && { 'Content-Type': body.type }),
        ...(csrf !== undefined && { 'guitai-csrf': csrf }),
      },
      body: body?.body ?? null,
      signal: AbortSignal.timeout(body?.timeoutMs ?? CALL_TIMEOUT_MS),
    });
    const said = (await response.json()) as { value: unknown } | { error: OfficeError };
    if ('value' in said) return { ok: true, value: said.value };
    const isOver = said.error.code === 'signed-out' && useSession.getState().session;
    if (isOver) useSession.setState({ session: null });
    return { ok: false, error: said.error };
  } catch (error) {
    // A network that is away, a deadline, or an answer of something that is not central.
    if (error instanceof TypeError || error instanceof DOMException || error instanceof SyntaxError)
      return { ok: false, error: { code: 'central-away' } };
    throw error;
  }
}
