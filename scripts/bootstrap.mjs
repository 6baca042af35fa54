// Makes sure that everything the project needs is installed, and says what it does. Plain JavaScript for Node 20 or
// newer with no dependency, because it runs before anything is there. All it says goes to stderr: stdout belongs to
// the command that it prepares for.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimes,
  writeFileSync,
} from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const onWindows = process.platform === 'win32';
const lockBeatMs = 1_000;
const lockStaleMs = 10_000;
const lockPollMs = 200;

/** What stops the project from being set up, in one sentence that says what to do. */
export class SetupError extends Error {}

/**
 * Installs what is missing under `root` and returns the path of the Node to run the project with. When all is there
 * this costs one hash of the lock file and no network. Throws `SetupError` when the machine cannot run the project.
 */
export async function prepareProject(root) {
  return readyNode(root) ?? (await alone(join(root, '.cache'), () => readyNode(root) ?? install(root)));
}

/** The Node that an earlier run found to work, if nothing that it depended on has changed since. */
function readyNode(root) {
  const stamp = readJson(stampFile(root));
  if (stamp?.installed !== installationDigest(root)) return undefined;
  const node = resolve(root, stamp.node);
  return existsSync(node) ? node : undefined;
}

async function install(root) {
  if (!isInstalled(root)) {
    say('installing the packages (npm ci) ...');
    // No package's own install script is run: the only one needed is run below, and npm would otherwise compile
    // better-sqlite3 (it overlooks `gypfile: false` when it installs from a lock file), which brings its binaries.
    const exitCode = await runNpm(root, [
      ...cleanInstall(root),
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
    ]);
    if (exitCode !== 0) {
      throw new SetupError(
        'The packages could not be installed: see npm above, check the network, and try again.',
      );
    }
  }
  const projectNode = join(root, 'node_modules', 'node', 'bin', onWindows ? 'node.exe' : 'node');
  if (!existsSync(projectNode)) await fetchProjectNode(root);
  linkProjectNode(root, projectNode);

  const problems = [];
  for (const node of new Set([
    projectNode,
    process.execPath,
    process.env['npm_node_execpath'] ?? projectNode,
  ])) {
    const problem = findProblem(root, node);
    if (problem === undefined) {
      if (node !== projectNode) say(`the project's own Node does not run here; using ${node}`);
      const where = node === projectNode ? relative(root, node) : node;
      writeFileSync(stampFile(root), JSON.stringify({ installed: installationDigest(root), node: where }));
      return node;
    }
    problems.push(`${node}: ${problem}`);
  }
  throw new SetupError(
    `No Node that can run the project was found: install Node 24 and try again.\n  ${problems.join('\n  ')}`,
  );
}

/**
 * Whether node_modules holds what the lock file asks for, by npm's own record of what it put there; so packages that
 * were installed by hand are not installed again. Optional packages may be missing: they are other platforms'.
 */
function isInstalled(root) {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages;
  const present = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages;
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      !path.startsWith('node_modules/') ||
      (present[path] ? present[path].integrity === entry.integrity : entry.optional || entry.devOptional),
  );
}

/** Windows cannot delete a program that runs, and npm's PATH may have started us with the Node inside node_modules. */
function cleanInstall(root) {
  return onWindows && existsSync(join(root, 'node_modules')) ? ['install', '--no-save'] : ['ci'];
}

/** Runs the `node` package's install script, which fetches the package with the binary for this platform. */
async function fetchProjectNode(root) {
  const folder = join(root, 'node_modules', 'node');
  const script = 'installArchSpecificPackage.js';
  if (!existsSync(join(folder, script))) return;
  say("fetching the project's own Node ...");
  await finished(spawn(process.execPath, [script], { cwd: folder, stdio: ['ignore', 2, 2] }));
}

/** Puts the project's Node on the PATH of npm scripts; npm could not, because the binary came after it made its links. */
function linkProjectNode(root, projectNode) {
  const link = join(root, 'node_modules', '.bin', 'node');
  if (onWindows || existsSync(link) || !existsSync(projectNode)) return;
  rmSync(link, { force: true });
  symlinkSync('../node/bin/node', link);
}

/** Why `node` cannot run the project, or undefined when it can: it must run TypeScript and load the database driver. */
function findProblem(root, node) {
  const probe = `
    if (!process.features.typescript) throw new Error('Node ' + process.version + ' does not run TypeScript');
    new (require('better-sqlite3'))(':memory:').close();`;
  const { error, status, signal, stderr } = spawnSync(node, ['-e', probe], { cwd: root, encoding: 'utf8' });
  if (status === 0) return undefined;
  return (
    error?.message ??
    /^\w*Error: (.*)$/m.exec(stderr)?.[1] ??
    `stopped with ${signal ?? `exit code ${status}`}`
  );
}

async function runNpm(root, args) {
  // The npm that started us, if one did; its `--silent` must not hide why an installation fails.
  const cli = process.env['npm_execpath'];
  const ownNpm = cli !== undefined && basename(cli) === 'npm-cli.js';
  const program = ownNpm
    ? (process.env['npm_node_execpath'] ?? process.execPath)
    : onWindows
      ? 'npm.cmd'
      : 'npm';
  const words = [...(ownNpm ? [cli] : []), ...args, '--loglevel=error'];
  return finished(spawn(program, words, { cwd: root, stdio: ['ignore', 2, 2], shell: onWindows && !ownNpm }));
}

function finished(child) {
  return new Promise((settle) => {
    child.once('error', (error) => {
      say(error.message);
      settle(1);
    });
    child.once('exit', (code) => settle(code ?? 1));
  });
}

/** Runs `work` while no other process does, for one `folder`. The lock of a process that was killed lapses by itself. */
async function alone(folder, work) {
  const lock = join(folder, 'bootstrap.lock');
  mkdirSync(folder, { recursive: true });
  for (let told = false; !tryLock(lock);) {
    if (!told) say('waiting for another process that is installing ...');
    told = true;
    await wait(lockPollMs);
  }
  const beat = setInterval(() => {
    const now = new Date();
    utimes(lock, now, now, (error) => error && say(`the lock ${lock} is gone: ${error.message}`));
  }, lockBeatMs);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(lock, { force: true });
  }
}

function tryLock(lock) {
  const heldMs = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  if (heldMs > lockStaleMs) rmSync(lock, { force: true });
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** A folder carried to another kind of machine, or a changed lock file, is looked at again. */
function installationDigest(root) {
  const lockFile = readFileSync(join(root, 'package-lock.json'));
  return createHash('sha256').update(`${process.platform} ${process.arch}\n`).update(lockFile).digest('hex');
}

/** Inside node_modules, so that it goes when what it vouches for goes. */
function stampFile(root) {
  return join(root, 'node_modules', '.guitai-ready.json');
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined; // Not there, or not written to its end: either way it vouches for nothing.
  }
}

function say(message) {
  process.stderr.write(`guitai: ${message}\n`);
}
