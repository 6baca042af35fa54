import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleShell } from './build-electron.ts';
import { buildScreens } from './build.ts';
import { packageConfig } from './package-config.ts';

// `npm run dist -- [--dir] [--out DIR] [--test-build]`: builds the program and packages it for this platform. `--dir` makes
// the folder that an installer would install. ELECTRON_OVERRIDE_DIST_PATH names an Electron that is there already.

const PROJECT = dirname(dirname(fileURLToPath(import.meta.url)));

interface Manifest {
  readonly version: string;
  readonly description: string;
}

export interface DistOptions {
  readonly root: string;
  readonly output: string;
  readonly isFolderOnly: boolean;
  readonly isTestBuild: boolean;
}

/** Builds and packages; resolves with the files that were made. Throws what the builders throw. */
export async function packageProgram(
  { root, output, isFolderOnly, isTestBuild }: DistOptions,
  say: (sentence: string) => void,
): Promise<readonly string[]> {
  await buildScreens(root, say);
  const app = join(root, 'dist', `app-${process.pid}`);
  rmSync(app, { recursive: true, force: true });
  say('building the program ...');
  await bundleShell(root, { outDir: app, isTestBuild });
  // The package takes its own platform's.
  rmSync(join(app, 'service', 'native'), { recursive: true });
  cpSync(join(root, 'dist', 'renderer'), join(app, 'renderer'), { recursive: true });
  writeManifest(root, app);
  const electronDist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] || null;
  const electronVersion = electronDist
    ? readFileSync(join(electronDist, 'version'), 'utf8').trim()
    : readManifest(join(root, 'node_modules', 'electron')).version;
  say('packaging ...');
  const { build } = await import('electron-builder');
  try {
    return await build({
      // A project of its own without packages, so that none is taken along.
      projectDir: app,
      dir: isFolderOnly,
      publish: 'never',
      config: packageConfig({ root, output, electronVersion, electronDist, isTestBuild }),
    });
  } finally {
    rmSync(app, { recursive: true, force: true });
  }
}

function writeManifest(root: string, app: string): void {
  const { version, description } = readManifest(root);
  const manifest = {
    name: 'guitai',
    productName: 'Guitai',
    version,
    description,
    author: 'Guitai',
    type: 'module',
    main: 'electron/main.js',
  };
  mkdirSync(app, { recursive: true });
  writeFileSync(join(app, 'package.json'), JSON.stringify(manifest));
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

async function runDist(): Promise<void> {
  const { values } = parseArgs({
    options: {
      dir: { type: 'boolean', default: false },
      out: { type: 'string', default: join('dist', 'packages') },
      'test-build': { type: 'boolean', default: false },
    },
  });
  const made = await packageProgram(
    {
      root: PROJECT,
      output: resolve(values.out),
      isFolderOnly: values.dir,
      isTestBuild: values['test-build'],
    },
    (sentence) => void process.stdout.write(`guitai: ${sentence}\n`),
  );
  for (const file of made) process.stdout.write(`guitai: made ${file}\n`);
}

if (import.meta.main) await runDist();
