import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isRunning, writeOwnerFile } from '../owner-file.ts';

const hostAddress = z.object({
  pid: z.int().positive(),
  port: z.int().min(1).max(65_535),
  /** 256 bits in base64url: admits another start on this folder, which asks for a ticket. */
  token: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});

/** Where the browser host of a data folder is asked for a ticket, and what admits to that. */
export type HostAddress = z.infer<typeof hostAddress>;

const HOST_FILE = 'host.json';
export const TICKET_PATH = '/host/ticket';
const ASK_TIMEOUT_MS = 2_000;

/** Tells this machine's owner, and nobody else, that a host runs on a data folder. Throws what the disk refuses. */
export function writeHostFile(folder: string, address: HostAddress): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeOwnerFile(join(folder, HOST_FILE), JSON.stringify(address));
}

export function removeHostFile(folder: string): void {
  rmSync(join(folder, HOST_FILE), { force: true });
}

/** Asks the host that runs on a data folder for an address that admits once; null where none runs. */
export async function askRunningHost(folder: string): Promise<string | null> {
  const running = readHostFile(folder);
  if (!running) return null;
  try {
    const answer = await fetch(`http://127.0.0.1:${running.port}${TICKET_PATH}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${running.token}` },
      signal: AbortSignal.timeout(ASK_TIMEOUT_MS),
    });
    return answer.ok ? await answer.text() : null;
  } catch (error) {
    // Nobody listens there: the file is a killed host's, and its process id somebody else's by now.
    if (error instanceof TypeError || error instanceof DOMException) return null;
    throw error;
  }
}

function readHostFile(folder: string): HostAddress | null {
  try {
    const address = hostAddress.safeParse(JSON.parse(readFileSync(join(folder, HOST_FILE), 'utf8')));
    return address.success && isRunning(address.data.pid) ? address.data : null;
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return null;
    throw error;
  }
}
