import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultDataFolder } from '../register/host/data-folder.ts';
import { isTestable } from './build-flags.ts';

/** What the shell was started with. */
export interface ShellOptions {
  /** The till's data folder: `--data DIR`, `GUITAI_DATA`, or the user's own. */
  readonly dataFolder: string;
  /** The built screens. */
  readonly rendererFolder: string;
  /** The built service; the program of `books-process` stands beside it. */
  readonly serviceProgram: string;
  /** A Node to run the service with instead of Electron's own; null always in a shipped program. */
  readonly node: string | null;
  /** Machine-wide settings of IT's, which no cashier can write. */
  readonly machineFolder: string;
}

/** Reads the command line and the environment. `built` is the folder that holds electron/, service/ and renderer/. */
export function readShellOptions(built: string, words: readonly string[]): ShellOptions {
  // Chromium's switches are among the words, so unknown ones are let pass.
  const { values } = parseArgs({
    args: [...words],
    options: { data: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  });
  const { env } = process;
  const forTests = isTestable() ? env : {};
  const node = forTests['REGISTER_NODE'] || null;
  // Another Node reads only what a package for tests has outside of its archive.
  const serviceFolder = join(node === null ? built : built.replace(/\.asar$/, '.asar.unpacked'), 'service');
  return {
    dataFolder: resolve(typeof values.data === 'string' ? values.data : defaultDataFolder(env)),
    rendererFolder: forTests['GUITAI_RENDERER'] ?? join(built, 'renderer'),
    serviceProgram: forTests['GUITAI_SERVICE'] ?? join(serviceFolder, 'main.js'),
    node,
    machineFolder: forTests['GUITAI_MACHINE_FOLDER'] ?? machineFolder(env),
  };
}

function machineFolder(env: Readonly<Record<string, string | undefined>>): string {
  switch (process.platform) {
    case 'win32':
      return join(env['ProgramData'] ?? 'C:\\ProgramData', 'Guitai');
    case 'darwin':
      return '/Library/Application Support/Guitai';
    default:
      return '/etc/guitai';
  }
}
