import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { fail, ok, type Result } from '../../domain/result.ts';
import { BODY_BYTES_MAX } from '../protocol/limits.ts';
import type { CentralFault } from './central.ts';

const inflate = promisify(gunzip);

/** The JSON that a request's bytes say, which may be packed; never more of it than a body may have. */
export async function readBody(
  bytes: Buffer,
  encoding: string | undefined,
): Promise<Result<unknown, CentralFault>> {
  const plain = await unpack(bytes, encoding);
  if (!plain.ok) return plain;
  try {
    return ok(JSON.parse(plain.value.toString('utf8')) as unknown);
  } catch (error) {
    if (error instanceof SyntaxError) return malformed('the body is no JSON');
    throw error;
  }
}

async function unpack(bytes: Buffer, encoding: string | undefined): Promise<Result<Buffer, CentralFault>> {
  if (encoding === undefined || encoding === 'identity') return ok(bytes);
  if (encoding !== 'gzip') return malformed(`a body is packed with gzip, not with ${encoding.slice(0, 40)}`);
  try {
    return ok(await inflate(bytes, { maxOutputLength: BODY_BYTES_MAX }));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'ERR_BUFFER_TOO_LARGE') {
      return fail({ error: 'too-large', detail: `a body has at most ${BODY_BYTES_MAX} bytes` });
    }
    return malformed('the body is not the gzip that its header says');
  }
}

function malformed(detail: string): Result<never, CentralFault> {
  return fail({ error: 'malformed', detail });
}
