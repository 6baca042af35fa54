import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isRunning, writeOwnerFile } from '../owner-file.ts';

const token = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

const serviceAddress = z.object({
  pid: z.int().positive(),
  port: z.int().min(1).max(65_535),
  /** 256 bits each, in base64url: one admits a screen of the counter, the other a command of IT's. */
  tokens: z.object({ counter: token, command: token }),
});

/** Where a running service is reached, and what admits to it. */
export type ServiceAddress = z.infer<typeof serviceAddress>;

const SERVICE_FILE = 'service.json';

/** Tells this machine's owner, and nobody else, where the service of a data folder is. */
export function writeServiceFile(folder: string, address: ServiceAddress): void {
  writeOwnerFile(join(folder, SERVICE_FILE), JSON.stringify(address));
}

export function removeServiceFile(folder: string): void {
  rmSync(join(folder, SERVICE_FILE), { force: true });
}

/** The service that runs on a data folder, or null; a file that a killed service left counts as none. */
export function findService(folder: string): ServiceAddress | null {
  try {
    const address = serviceAddress.safeParse(JSON.parse(readFileSync(join(folder, SERVICE_FILE), 'utf8')));
    return address.success && isRunning(address.data.pid) ? address.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
