import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where Electron looks for its program first; the runtime's own stand-in would load ours only after the start is over. */
const APP = join('resources', 'app');
const MARK = 'linked-from';

/**
 * A folder with an Electron runtime's files, linked, and our built shell as its program, so that the shell runs as early as in
 * a package: before Electron is ready. It is made once for a runtime. Returns the folder, which is `home`.
 */
export function linkElectronHome(runtime: string, shell: string, home: string): string {
  const mark = join(home, MARK);
  const made = `${runtime}\n${shell}\n`;
  if (existsSync(mark) && readFileSync(mark, 'utf8') === made) return home;
  for (const entry of readdirSync(runtime, { recursive: true, withFileTypes: true })) {
    const name = relative(runtime, join(entry.parentPath, entry.name));
    if (name.startsWith(APP + sep)) continue;
    if (entry.isDirectory()) mkdirSync(join(home, name), { recursive: true });
    else place(join(runtime, name), join(home, name));
  }
  const app = join(home, APP);
  mkdirSync(app, { recursive: true });
  writeFileSync(
    join(app, 'package.json'),
    JSON.stringify({ name: 'guitai', type: 'module', main: 'main.js' }),
  );
  writeFileSync(join(app, 'main.js'), `import ${JSON.stringify(pathToFileURL(shell).href)};\n`);
  writeFileSync(mark, made);
  return home;
}

/** A link where the disk is the same, else a copy. */
function place(from: string, to: string): void {
  if (existsSync(to)) return;
  mkdirSync(join(to, '..'), { recursive: true });
  try {
    linkSync(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'EXDEV' || error.code === 'EPERM')))
      throw error;
    copyFileSync(from, to);
  }
}
