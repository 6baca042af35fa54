import {
  copyFileSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InlineConfig, Plugin } from 'vite';
import { lockBuild } from './build-lock.ts';
import { digestOf } from './build.ts';

const PROJECT = dirname(dirname(fileURLToPath(import.meta.url)));
/** Electron 33 runs Node 20, which the tests use; what is built for it runs everywhere. */
const SHELL_TARGET = 'node20';
const SERVICE_TARGET = 'node22';
const SOURCES = [
  '{electron,register,db,domain,hardware,sync}/**/*',
  'scripts/build-electron.ts',
  'package.json',
  'package-lock.json',
];

export interface ShellBuild {
  /** Where `electron/` and `service/` are put; `renderer/` stands beside them. */
  readonly outDir: string;
  /** Whether the program honours `REGISTER_NODE` even when it is packaged: for tests, never to be shipped. */
  readonly isTestBuild: boolean;
}

/**
 * Builds the desktop shell and its service into dist/electron and dist/service when their sources are not those of the
 * last build. Throws what the build throws.
 */
export function buildShell(root: string, say: (sentence: string) => void): Promise<void> {
  return lockBuild(join(root, 'dist', 'build.lock'), () => buildStaleShell(root, say));
}

async function buildStaleShell(root: string, say: (sentence: string) => void): Promise<void> {
  const dist = join(root, 'dist');
  const stamp = join(dist, 'electron.digest');
  const digest = digestOf(root, SOURCES);
  if (existsSync(join(dist, 'electron', 'main.js')) && readStamp(stamp) === digest) return;
  say('building the desktop program ...');
  const startMs = performance.now();
  const fresh = join(dist, `shell.new-${process.pid}`);
  try {
    await bundleShell(root, { outDir: fresh, isTestBuild: false });
    for (const part of ['electron', 'service']) {
      rmSync(join(dist, part), { recursive: true, force: true });
      renameSync(join(fresh, part), join(dist, part));
    }
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  writeFileSync(stamp, digest);
  say(`built the desktop program in ${((performance.now() - startMs) / 1000).toFixed(1)} s`);
}

/** Bundles the shell, its preload and the service, with everything that they read, so that no package is needed. */
export async function bundleShell(root: string, { outDir, isTestBuild }: ShellBuild): Promise<void> {
  const { build } = await import('vite');
  // Packages that were written for CommonJS ask where they are.
  const define = { GUITAI_TEST_BUILD: JSON.stringify(isTestBuild), __dirname: 'import.meta.dirname' };
  const shell = join(outDir, 'electron');
  const service = join(outDir, 'service');
  await build({ ...bundle(root, shell, { main: 'electron/main.ts' }, SHELL_TARGET), define });
  // Chromium reads a sandboxed preload as a script, and knows no modules there.
  await build({ ...bundle(root, shell, { preload: 'electron/preload.ts' }, SHELL_TARGET, 'cjs'), define });
  await build({
    ...bundle(
      root,
      service,
      {
        main: 'register/service/main.ts',
        'books-process': 'register/service/books-process.ts',
        'member-worker': 'register/import/member-worker.ts',
        'member-words-thread': 'db/member-words-thread.ts',
        'encode-worker': 'register/printing/encode-worker.ts',
      },
      SERVICE_TARGET,
    ),
    define,
    plugins: [carryAssets()],
  });
  copyAssets(root, service);
}

function bundle(
  root: string,
  outDir: string,
  input: Readonly<Record<string, string>>,
  target: string,
  format: 'es' | 'cjs' = 'es',
): InlineConfig {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true, external: ['electron'], target: 'node' },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      target,
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(input).map(([name, file]) => [name, join(root, file)])),
        // Packages that `ws` asks for and does without.
        external: ['electron', 'bufferutil', 'utf-8-validate'],
        output: { format, entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  };
}

/** Where a package, or a module of ours, looks for files that a bundle has beside itself instead. */
const assetReaders: readonly { readonly file: RegExp; readonly from: string; readonly to: string }[] = [
  {
    file: /\/subset-font\/index\.js$/,
    from: "require.resolve('harfbuzzjs/dist/harfbuzz-subset.wasm')",
    to: "require('virtual:beside').pathBeside('harfbuzz-subset.wasm')",
  },
  {
    // Every document begins with this font, whether or not it uses it.
    file: /\/pdfkit\/js\/pdfkit\.node\.mjs$/,
    from: "require$1('#standard-fonts/Helvetica')",
    to: "require('#standard-fonts/Helvetica')",
  },
  {
    file: /\/receipt\/receipt-font\.ts$/,
    from: 'import.meta.resolve(name)',
    to: 'new URL(`./fonts/${name.split("/").at(-1)}`, import.meta.url).href',
  },
  {
    // Its loader looks for the driver of the machine in `prebuilds` below this folder.
    file: /\/bindings-cpp\/dist\/serialport-bindings\.js$/,
    from: "(0, path_1.join)(__dirname, '../')",
    to: "require('virtual:beside').pathBeside('native/serialport')",
  },
  {
    file: /\/seal\/pinyin-readings\.ts$/,
    from: "requireModule('pinyin-pro')",
    to: "require('pinyin-pro')",
  },
];

const BESIDE = `
  import { createRequire } from 'node:module';
  import { fileURLToPath } from 'node:url';
  const load = createRequire(import.meta.url);
  export const pathBeside = (name) => fileURLToPath(new URL(name, import.meta.url));
  let addon;
  export const getBinding = () => (addon ??= load(\`./native/\${process.platform}-\${process.arch}.node\`));
`;

/** Makes the bundle read its files from beside itself. Fails the build when a reader is no longer what it was. */
function carryAssets(): Plugin {
  const left = new Set(assetReaders);
  return {
    name: 'carry-assets',
    enforce: 'pre',
    resolveId: (id) => (id === 'virtual:beside' ? '\0beside' : null),
    load: (id) => (id === '\0beside' ? BESIDE : null),
    transform(code, id) {
      if (id.endsWith('/better-sqlite3/lib/binding.js')) return { code: BESIDE, moduleType: 'js', map: null };
      const reader = assetReaders.find(({ file }) => file.test(id));
      if (!reader) return null;
      if (code.split(reader.from).length !== 2) this.error(`${id} no longer reads its file as it did`);
      left.delete(reader);
      return { code: code.replace(reader.from, reader.to), map: null };
    },
    buildEnd(error) {
      if (!error && left.size > 0)
        this.error(`not read: ${[...left].map(({ file }) => file.source).join(', ')}`);
    },
  };
}

/** Puts what the bundle reads beside it: the database's own forms, fonts, and this machine's drivers of database and serial ports. */
function copyAssets(root: string, service: string): void {
  const modules = join(root, 'node_modules');
  cpSync(join(root, 'db', 'migrations'), join(service, 'migrations'), { recursive: true });
  copyFileSync(join(modules, 'harfbuzzjs/dist/harfbuzz-subset.wasm'), join(service, 'harfbuzz-subset.wasm'));
  const fonts = join(modules, '@fontsource-variable/noto-sans-sc/files');
  mkdirSync(join(service, 'fonts'));
  for (const font of globSync('*-wght-normal.woff2', { cwd: fonts })) {
    copyFileSync(join(fonts, font), join(service, 'fonts', basename(font)));
  }
  mkdirSync(join(service, 'native'));
  const driver = `${process.platform}-${process.arch}.node`;
  copyFileSync(join(modules, 'better-sqlite3/prebuilds', driver), join(service, 'native', driver));
  const serial = join(modules, '@serialport/bindings-cpp/prebuilds');
  for (const folder of globSync(`${process.platform}-*${process.arch}*`, { cwd: serial })) {
    cpSync(join(serial, folder), join(service, 'native/serialport/prebuilds', folder), { recursive: true });
  }
}

function readStamp(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

// As a program, `node scripts/build-electron.ts`, it builds what is out of date.
if (import.meta.main) await buildShell(PROJECT, (sentence) => void process.stdout.write(`${sentence}\n`));
