import { writeFileSync } from 'node:fs';
import { fail, ok, type Result } from '../../domain/result.ts';

/** Writes what a command made to the file that `--out` names; one that exists is replaced only with `--force`. */
export function writeOutput(file: string, content: string | Uint8Array, isForced: boolean): Result<number> {
  try {
    writeFileSync(file, content, { flag: isForced ? 'w' : 'wx' });
    return ok(typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    const detail = String(error.code);
    return fail(
      detail === 'EEXIST' ? { code: 'file-exists', file } : { code: 'file-unwritable', file, detail },
    );
  }
}
