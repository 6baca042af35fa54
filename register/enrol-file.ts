import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { EnrolInput } from './contract/sync.ts';

/** What IT lays beside a hundred tills, so that each joins a chain by itself. `ca` is a path. */
const enrolFile = z.strictObject({
  central: z.string().min(1).max(500),
  code: z.string().min(1).max(64),
  till: z.string().max(16).optional(),
  ca: z.string().max(1_000).optional(),
});

/** What a file to join with says; null for one that is none. Throws what the disk says of it. */
export function readEnrolFile(path: string): EnrolInput | null {
  const read = enrolFile.safeParse(parseJson(readFileSync(path, 'utf8')));
  if (!read.success) return null;
  const { central: url, code, till: tillCode = null, ca: caFile = null } = read.data;
  return { url, code, tillCode, caFile };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
