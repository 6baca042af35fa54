import log from 'electron-log/main';
import { join } from 'node:path';
import { isTestable } from './build-flags.ts';

/** The shell's log: what happened to windows and processes. No addresses, no names, nothing that a page holds. */
export interface ShellLog {
  info(sentence: string): void;
  warn(sentence: string): void;
  error(sentence: string): void;
}

const FILE_MAX_BYTES = 1_000_000;

/** Opens `logs/shell.log` in the data folder; one older file is kept. */
export function openShellLog(dataFolder: string): ShellLog {
  log.transports.file.resolvePathFn = () => join(dataFolder, 'logs', 'shell.log');
  log.transports.file.maxSize = FILE_MAX_BYTES;
  log.transports.file.level = 'info';
  log.transports.console.level = isTestable() ? 'warn' : false;
  return {
    info: (sentence) => log.info(sentence),
    warn: (sentence) => log.warn(sentence),
    error: (sentence) => log.error(sentence),
  };
}
