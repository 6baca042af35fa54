import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const LOOK_AGAIN_AFTER_MS = 50;

/** Runs one build at a time, over all processes: two that replace the same folder would each find half of it. */
export async function lockBuild<T>(lock: string, build: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(lock), { recursive: true });
  while (!take(lock)) {
    if (isLeft(lock)) rmSync(lock, { force: true });
    else await setTimeout(LOOK_AGAIN_AFTER_MS);
  }
  try {
    return await build();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Whether the build that holds the lock was killed. One that is taking or leaving it just now is not. */
function isLeft(lock: string): boolean {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    if (pid > 0) process.kill(pid, 0);
    return false;
  } catch (error) {
    if (hasCode(error, 'ESRCH')) return true;
    if (hasCode(error, 'ENOENT') || hasCode(error, 'EPERM')) return false;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
