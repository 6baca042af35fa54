import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { createGunzip } from 'node:zlib';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { CentralFault } from './central-fault.ts';

/** One request, as bytes. `target` is path and query. */
export interface WireRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
  /** What of an answer is read at most, inflated: more is not of central's. */
  readonly answerBytesMax: number;
  /** How long it may take in all, where somebody waits for it. */
  readonly deadlineMs?: number | undefined;
  /**
   * The body cannot go in smaller pieces. How much of it has left the machine nobody can see, so it is given the time that the
   * slowest network takes for it.
   */
  readonly isIndivisible?: boolean | undefined;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Carries requests to one address. */
export interface Transport {
  /** What every target begins with; empty where central has the host to itself. */
  readonly prefix: string;
  send(request: WireRequest): Promise<Result<WireAnswer, CentralFault>>;
  /** Ends what is under way with `stopped`, and every later request too. */
  close(): void;
}

export interface TransportOptions {
  readonly url: URL;
  /** The only authority that central's certificate may go back to, PEM; null takes those that Node knows. */
  readonly ca: string | null;
  /** How long a request may go on without a byte moving. */
  readonly progressTimeoutMs: number;
}

/** A body goes out in pieces, so that it shows whether they move. */
const PIECE_BYTES = 16_384;
const SLOWEST_BYTES_PER_SECOND = 1_000;
const SOCKETS_MAX = 4;
/** What TLS says of a certificate that it does not accept. */
const CERTIFICATE_CODE = /CERT|^UNABLE_TO_|INVALID_CA|HOSTNAME_MISMATCH/;

/** Reads central's address: HTTPS, or plain HTTP to this machine. Null for any other. */
export function parseCentralUrl(text: string): URL | null {
  const url = URL.parse(text.includes('://') ? text : `https://${text}`);
  if (!url || url.username !== '' || url.search !== '' || url.hash !== '') return null;
  const isLocal = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLocal) ? url : null;
}

/** Opens a way to central. Nothing is connected before the first request. */
export function openTransport({ url, ca, progressTimeoutMs }: TransportOptions): Transport {
  const isSecure = url.protocol === 'https:';
  const keeping = { keepAlive: true, maxSockets: SOCKETS_MAX };
  const agent = isSecure
    ? new HttpsAgent({ ...keeping, ...(ca !== null && { ca }) })
    : new HttpAgent(keeping);
  const request = isSecure ? httpsRequest : httpRequest;
  const closing = new AbortController();
  const prefix = url.pathname.replace(/\/+$/, '');

  function send(wire: WireRequest): Promise<Result<WireAnswer, CentralFault>> {
    if (closing.signal.aborted) return Promise.resolve(fail({ kind: 'stopped' }));
    return new Promise((resolve) => {
      const { method, target, headers, body } = wire;
      const length = body === null ? {} : { 'content-length': String(body.length) };
      const call = request({
        agent,
        host: url.hostname.replace(/^\[|\]$/g, ''),
        port: url.port || (isSecure ? 443 : 80),
        method,
        path: target,
        headers: { 'accept-encoding': 'gzip', ...headers, ...length },
      });
      const unseenMs = wire.isIndivisible && body ? (body.length * 1_000) / SLOWEST_BYTES_PER_SECOND : 0;
      const stalled = setTimeout(() => end(slow('no progress')), progressTimeoutMs + unseenMs);
      const late =
        wire.deadlineMs === undefined ? undefined : setTimeout(() => end(slow('too late')), wire.deadlineMs);
      const stop = () => end(fail({ kind: 'stopped' }));
      closing.signal.addEventListener('abort', stop, { once: true });

      function end(result: Result<WireAnswer, CentralFault>): void {
        clearTimeout(stalled);
        clearTimeout(late);
        closing.signal.removeEventListener('abort', stop);
        if (!result.ok) call.destroy();
        resolve(result);
      }

      call.on('error', (error) => end(fail(faultOf(error))));
      call.on('socket', (socket) => {
        if (socket.connecting) socket.once('connect', () => stalled.refresh());
      });
      call.on('response', (response) => {
        stalled.refresh();
        readAnswer(response, wire.answerBytesMax, () => stalled.refresh(), end);
      });
      writeBody(call, body, () => stalled.refresh());
    });
  }

  return {
    prefix,
    send,
    close() {
      closing.abort();
      agent.destroy();
    },
  };
}

function slow(detail: string): Result<never, CentralFault> {
  return fail({ kind: 'unreachable', detail, isSlow: true });
}

function faultOf(error: NodeJS.ErrnoException): CentralFault {
  const detail = error.code ?? error.message;
  if (CERTIFICATE_CODE.test(error.code ?? '')) return { kind: 'certificate', detail };
  return { kind: 'unreachable', detail, isSlow: error.code === 'ETIMEDOUT' };
}

function writeBody(call: ReturnType<typeof httpRequest>, body: Buffer | null, onProgress: () => void): void {
  if (body === null) return void call.end();
  let from = 0;
  const next = (): void => {
    onProgress();
    if (from >= body.length) return void call.end();
    const piece = body.subarray(from, from + PIECE_BYTES);
    from += piece.length;
    call.write(piece, (error) => {
      // What broke the connection is told by the request itself.
      if (!error) next();
    });
  };
  next();
}

/** Reads an answer to its end, or to where it is longer than any of central's. */
function readAnswer(
  response: IncomingMessage,
  bytesMax: number,
  onProgress: () => void,
  end: (result: Result<WireAnswer, CentralFault>) => void,
): void {
  const pieces: Buffer[] = [];
  let length = 0;
  const isPacked = response.headers['content-encoding'] === 'gzip';
  const plain = isPacked ? response.pipe(createGunzip()) : response;
  response.on('data', onProgress);
  response.on('error', (error) => end(fail(faultOf(error))));
  plain.on('data', (piece: Buffer) => {
    length += piece.length;
    if (length <= bytesMax) return void pieces.push(piece);
    end(fail({ kind: 'malformed', detail: `an answer of more than ${bytesMax} bytes`, isTooLong: true }));
  });
  if (isPacked) {
    plain.on('error', () =>
      end(fail({ kind: 'malformed', detail: 'an answer that is no gzip', isTooLong: false })),
    );
  }
  // A connection that breaks in the middle ends a packed answer only here.
  response.on('close', () => {
    if (!response.complete) end(fail({ kind: 'unreachable', detail: 'the answer broke off', isSlow: false }));
  });
  plain.on('end', () =>
    end(ok({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces) })),
  );
}
