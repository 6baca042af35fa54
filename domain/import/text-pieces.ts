import type { ImportFileError } from '../import-error.ts';

/**
 * The text of UTF-8 bytes in pieces: without a byte-order mark, every line ending a single newline. What goes wrong is
 * thrown, as streams do; `describeReadFailure` says what it was.
 */
export async function* textPieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let heldReturn = '';
  for await (const chunk of chunks) {
    const text = heldReturn + decoder.decode(chunk, { stream: true });
    // A return at the very end may be half of a line ending.
    heldReturn = text.endsWith('\r') ? '\r' : '';
    yield withNewlines(heldReturn ? text.slice(0, -1) : text);
  }
  yield withNewlines(heldReturn + decoder.decode());
}

function withNewlines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** The file's fault behind what a stream threw; anything else is a bug and is thrown on. `line` is how far reading came. */
export function describeReadFailure(failure: unknown, line: number): ImportFileError {
  const code = failure instanceof Error && 'code' in failure ? String(failure.code) : '';
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return { code: 'file-not-text', line };
  if (code.startsWith('Z_')) return { code: 'file-bad-gzip' };
  if (/^E[A-Z0-9]+$/.test(code)) return { code: 'file-unopened', detail: code };
  throw failure;
}
