import { renameSync, writeFileSync } from 'node:fs';
import type { Result } from '../../domain/result.ts';
import type { WrittenFile } from '../contract/maintenance.ts';
import { diagnose } from '../diagnosis.ts';
import { guardStore } from '../guard-store.ts';
import type { Clock } from '../register.ts';
import { readLogTail } from '../service/service-log.ts';
import { newExportPath, prepareExport } from './export-file.ts';

/**
 * Writes how the till is, with the end of the service's log, into one file to be sent. Neither holds names, sales or
 * what was typed.
 */
export function exportDiagnostics(folder: string, clock: Clock): Result<WrittenFile> {
  const path = newExportPath(folder, 'diagnostics', 'json', clock.nowUtcMs());
  return guardStore(folder, () => {
    const text = `${JSON.stringify({ diagnosis: diagnose(folder, clock), log: readLogTail(folder) }, null, 2)}\n`;
    prepareExport(path);
    writeFileSync(`${path}.part`, text, { mode: 0o600 });
    renameSync(`${path}.part`, path);
    return { path, bytes: Buffer.byteLength(text) };
  });
}
