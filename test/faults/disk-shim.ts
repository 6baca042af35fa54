import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../domain/result.ts';

/** Classes of operations in the data folder that the shim can make fail; `open` means opening for writing. */
type FaultClass = 'open' | 'write' | 'sync' | 'truncate' | 'rename' | 'unlink' | 'mkdir';

export type Fault = {
  readonly classes: readonly FaultClass[];
  /** The first operation of those classes, counted from 1 in each process, that fails. */
  readonly at: number;
  /** How many fail from there on; absent: all. */
  readonly count?: number;
  readonly errno: 'EIO' | 'ENOSPC' | 'EROFS' | 'EACCES' | 'EDQUOT';
  /** The first failing write stores half of its bytes and reports that; only those after it report the error. */
  readonly shortWrite?: boolean;
};

type ShimSettings = {
  readonly shim: string;
  /** The data folder that is watched. */
  readonly folder: string;
  readonly acknowledgements: string;
  /** Where operations are recorded; absent: they are not. */
  readonly log?: string;
  readonly fault?: Fault;
};

const COMPILE_TIMEOUT_MS = 60_000;

/** Compiles the shim into `folder`; the error says in one sentence why this machine cannot have it. */
export function buildShim(folder: string): Result<string, string> {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  if (process.platform !== 'linux' || report.header?.glibcVersionRuntime === undefined) {
    return fail('the disk shim needs Linux with glibc');
  }
  if (process.arch !== 'x64' && process.arch !== 'arm64') return fail('the disk shim needs x64 or arm64');
  const shim = join(folder, 'disk-shim.so');
  const sources = ['recorder.c', 'calls.c'].map((name) => join(import.meta.dirname, 'shim', name));
  const options = ['-shared', '-fPIC', '-O2', '-U_FORTIFY_SOURCE', '-Wall', '-Werror'];
  try {
    execFileSync('cc', [...options, '-o', shim, ...sources, '-ldl', '-lpthread'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: COMPILE_TIMEOUT_MS,
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return fail('there is no C compiler (cc) here');
    throw error;
  }
  return ok(shim);
}

/** The environment that puts a child process, and whatever it starts, under the shim. */
export function shimEnvironment(settings: ShimSettings): NodeJS.ProcessEnv {
  const { fault } = settings;
  return {
    LD_PRELOAD: settings.shim,
    UV_USE_IO_URING: '0',
    DISK_SHIM_DIR: settings.folder,
    DISK_SHIM_ACK: settings.acknowledgements,
    ...(settings.log === undefined ? {} : { DISK_SHIM_LOG: settings.log }),
    ...(fault && {
      DISK_SHIM_FAIL: fault.classes.join(','),
      DISK_SHIM_FAIL_AT: String(fault.at),
      DISK_SHIM_FAIL_COUNT: String(fault.count ?? 0),
      DISK_SHIM_ERRNO: fault.errno,
      ...(fault.shortWrite === true ? { DISK_SHIM_SHORT: '1' } : {}),
    }),
  };
}
