import type { z } from 'zod';
import type { Result } from '../../domain/result.ts';
import type { Central, CentralFault } from './central.ts';
import type { KnownRegister } from './registers.ts';

/** A request of a register that has proved who it is. */
export interface RegisterRequest<Body, Query> {
  readonly register: KnownRegister;
  readonly body: Body;
  readonly query: Query;
  /** The parts of the path that `:name` stands for. */
  readonly params: Readonly<Record<string, string>>;
}

/** An answer that is JSON already. */
export interface ReadyAnswer {
  readonly contentType: 'application/json';
  readonly bytes: string;
}

/** An answer of bytes that are sent as they come. Where they end too soon, so does the connection. */
export interface StreamedAnswer {
  readonly lengthBytes: number;
  readonly pieces: AsyncIterable<Buffer>;
}

export function isReady(value: unknown): value is ReadyAnswer {
  return typeof value === 'object' && value !== null && 'contentType' in value && 'bytes' in value;
}

export function isStreamed(value: unknown): value is StreamedAnswer {
  return typeof value === 'object' && value !== null && 'lengthBytes' in value && 'pieces' in value;
}

/** What registers may ask once they have signed in. */
export interface RegisterRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** A register that is not trusted any more may still hand over its journal. */
  readonly mayBeRevoked: boolean;
  /** Reads body and query, then answers: a value that becomes JSON, or bytes. */
  readonly answer: (
    central: Central,
    request: RegisterRequest<unknown, unknown>,
  ) => Promise<Result<unknown, CentralFault>>;
}

interface RouteOf<Body, Query> {
  readonly method: RegisterRoute['method'];
  readonly path: string;
  readonly mayBeRevoked?: boolean;
  readonly body?: z.ZodType<Body>;
  readonly query?: z.ZodType<Query>;
  readonly run: (
    central: Central,
    request: RegisterRequest<Body, Query>,
  ) => Promise<Result<unknown, CentralFault>>;
}

/** A route whose body and query are checked before `run` sees them. */
export function registerRoute<Body = undefined, Query = undefined>(
  route: RouteOf<Body, Query>,
): RegisterRoute {
  return {
    method: route.method,
    path: route.path,
    mayBeRevoked: route.mayBeRevoked ?? false,
    async answer(central, request) {
      const body = read(route.body, request.body, 'body');
      if (!body.ok) return body;
      const query = read(route.query, request.query, 'query');
      if (!query.ok) return query;
      return route.run(central, { ...request, body: body.value, query: query.value });
    },
  };
}

function read<Value>(
  schema: z.ZodType<Value> | undefined,
  value: unknown,
  where: string,
): Result<Value, CentralFault> {
  if (schema === undefined) return { ok: true, value: undefined as Value };
  return readAs(schema, value, where);
}

/** What a register sent, as the protocol has it; what is wrong with it at most once, because it may be long. */
export function readAs<Value>(
  schema: z.ZodType<Value>,
  value: unknown,
  where: string,
): Result<Value, CentralFault> {
  const found = schema.safeParse(value);
  if (found.success) return { ok: true, value: found.data };
  const [issue] = found.error.issues;
  const detail = `${[where, ...(issue?.path ?? [])].map(String).join('.')}: ${issue?.message ?? ''}`.slice(
    0,
    500,
  );
  return { ok: false, error: { error: 'malformed', detail } };
}
