import { execFile } from 'node:child_process';
import { constants, setPriority } from 'node:os';

/** Has this process work with what nobody else wants of the processors: what takes half a minute must not be felt at the till. */
export function giveWay(): void {
  setPriority(constants.priority.PRIORITY_LOW);
  if (process.platform !== 'linux') return;
  // There even the lowest priority ends its turn of some milliseconds before a till that wakes up has its own; what is idle
  // gives way at once. Where there is no such program, the priority must do.
  execFile('chrt', ['-a', '-i', '-p', '0', String(process.pid)], () => undefined);
}
