import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../domain/result.ts';
import type { EnrolInput } from '../contract/sync.ts';
import { readEnrolFile } from '../enrol-file.ts';
import type { ServiceLog } from './service-log.ts';

const ENROL_FILE = 'enrol.json';
/** While central is not reached: the till may be unpacked long before it is cabled. */
const RETRY_MS = 30_000;

interface Unattended {
  stop(): void;
}

/**
 * Joins the chain that a file in the data folder names, where IT laid one there, and removes it once the till has joined; or has the
 * chain that the till belongs to know it by its new key. A code that central refuses is not tried again before the next start, and
 * the file stays for whoever looks; a central that cannot be reached is.
 */
export function enrolByFile(
  { folder, log }: { readonly folder: string; readonly log: ServiceLog },
  enrol: (input: EnrolInput) => Promise<Result<null>>,
): Unattended {
  const path = join(folder, ENROL_FILE);
  let next: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function tryToJoin(): Promise<void> {
    if (!existsSync(path)) return;
    const input = readEnrolFile(path);
    if (!input) return log.note('enrol-file-invalid');
    const joined = await enrol(input);
    if (joined.ok) {
      rmSync(path, { force: true });
      return log.note('enrolled');
    }
    const { code } = joined.error;
    log.note('enrol-failed', { code });
    const isLater = code === 'central-unreachable' || code === 'central-busy';
    if (isLater && !isStopped) next = setTimeout(begin, RETRY_MS).unref();
  }

  function begin(): void {
    tryToJoin().catch((error: unknown) => void log.fault('enrol', error));
  }

  begin();
  return {
    stop() {
      isStopped = true;
      clearTimeout(next);
    },
  };
}
