import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Whom the server runs as; empty for whoever runs this program. */
export interface ServerUser {
  readonly uid?: number;
  readonly gid?: number;
}

/** In order: the user that is there for it, and the one that owns nothing. */
const NAMES = ['postgres', 'nobody'];
const OTHERS_MAY_PASS = 0o001;

/** PostgreSQL refuses to run as root, so root starts it as somebody else. */
export function findServerUser(): ServerUser {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const wanted of NAMES) {
    const [, , uid, gid] = users.find(([name]) => name === wanted) ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(`PostgreSQL does not run as root, and there is no user ${NAMES.join(' or ')}`);
}

/** Whether the user can reach what lies in the folder: every folder above it lets others pass. */
export function isReachable(folder: string, { uid }: ServerUser): boolean {
  if (uid === undefined) return true;
  for (let path = resolve(folder); ; path = dirname(path)) {
    const { mode, uid: owner } = statSync(path);
    if (owner !== uid && (mode & OTHERS_MAY_PASS) === 0) return false;
    if (path === dirname(path)) return true;
  }
}
