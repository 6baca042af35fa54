import { existsSync } from 'node:fs';
import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultDataFolder } from '../cli/data-folder.ts';

const CHECKPOINT_AFTER_MS = 2_000;
const CHECKPOINT_AFTER_MAX_MS = 3_600_000;
const PRINTER_DEADLINE_MAX_MS = 600_000;

// The register service as a program: `node register/service/main.ts --data DIR [--checkpoint-after MS]
// [--printer-deadline MS]`, the latter being how long a printer may take for a document in all.
// When it is ready it says `{"ready":true,"pid":…,"port":…}`, as a message to the process that started it where there is
// a channel, else as a line on stdout; when it cannot be, `{"ready":false,"error":…}`, and ends with 1.

const options = readOptions();
if (options) {
  // Compiled code is kept in the data folder, where only its owner can write: it halves the start. A new folder is left
  // to be made, with its rights, by what opens it.
  if (existsSync(options.folder)) enableCompileCache(join(options.folder, 'cache'));
  const { runService } = await import('./run-service.ts');
  await runService(options.folder, options.checkpointAfterMs, options.printerDeadlineMs);
  // Else it is kept at the end only, which a service that is killed does not have: its next start would be the slow one.
  flushCompileCache();
} else {
  process.exitCode = 2;
}

interface Options {
  readonly folder: string;
  readonly checkpointAfterMs: number;
  /** Null for the usual one. */
  readonly printerDeadlineMs: number | null;
}

function readOptions(): Options | null {
  try {
    const { values } = parseArgs({
      options: {
        data: { type: 'string' },
        'checkpoint-after': { type: 'string' },
        'printer-deadline': { type: 'string' },
      },
    });
    const checkpointAfterMs = Number(values['checkpoint-after'] ?? CHECKPOINT_AFTER_MS);
    const deadline = values['printer-deadline'];
    const printerDeadlineMs = deadline === undefined ? null : Number(deadline);
    if (!isWithin(checkpointAfterMs, CHECKPOINT_AFTER_MAX_MS)) {
      return refuse('--checkpoint-after', CHECKPOINT_AFTER_MAX_MS);
    }
    if (printerDeadlineMs !== null && !isWithin(printerDeadlineMs, PRINTER_DEADLINE_MAX_MS)) {
      return refuse('--printer-deadline', PRINTER_DEADLINE_MAX_MS);
    }
    return { folder: values.data ?? defaultDataFolder(process.env), checkpointAfterMs, printerDeadlineMs };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    process.stderr.write(`${error.message}\n`);
  }
  return null;
}

function isWithin(ms: number, maxMs: number): boolean {
  return ms >= 1 && ms <= maxMs;
}

function refuse(option: string, maxMs: number): null {
  process.stderr.write(`${option} takes milliseconds, from 1 to ${maxMs}.\n`);
  return null;
}
