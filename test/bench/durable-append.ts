import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export const DURABLE_APPEND = 'append 4 KiB + fdatasync';

/** The least that anything durable costs on a disk. */
export interface DurableAppend {
  append(): void;
  close(): void;
}

export function openDurableAppend(folder: string): DurableAppend {
  const path = join(folder, 'durable-append.bin');
  const file = openSync(path, 'w');
  const block = Buffer.alloc(4_096, 1);
  return {
    append() {
      writeSync(file, block);
      fdatasyncSync(file);
    },
    close() {
      closeSync(file);
      rmSync(path);
    },
  };
}
