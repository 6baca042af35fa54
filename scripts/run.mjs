// The one entry of the npm scripts: installs what is missing, then runs the real program under the project's Node,
// with this process's own stdin, stdout, stderr, arguments, signals and exit code.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareProject, SetupError } from './bootstrap.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const programs = {
  start: ['scripts/start.ts'],
  test: ['scripts/checks.ts', 'test'],
  'test:long': ['scripts/checks.ts', 'test:long'],
  check: ['scripts/checks.ts', 'check'],
  format: ['node_modules/prettier/bin/prettier.cjs', '--write', '--log-level', 'warn', '.'],
  guitai: ['register/cli/main.ts'],
  central: ['scripts/central.ts'],
  cases: ['register/cli/cases-main.ts'],
  bench: ['test/bench/main.ts'],
  dist: ['scripts/dist.ts'],
};

const [name, ...args] = process.argv.slice(2);
const program = name !== undefined && Object.hasOwn(programs, name) ? programs[name] : undefined;
if (program === undefined) {
  process.stderr.write(`usage: node scripts/run.mjs ${Object.keys(programs).join('|')} [arguments]\n`);
  process.exit(2);
}

try {
  runProgram(await prepareProject(root), program);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/**
 * Arguments of the command line may name the caller's files, so it runs in the caller's folder, and it is what must start
 * fast, so its compiled code is kept; everything else runs in the project, as a shell would start it.
 */
function runProgram(node, [file, ...fixed]) {
  const isCommandLine = name === 'guitai' || name === 'cases';
  const compileCache = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compile') };
  const child = spawn(node, [join(root, file), ...fixed, ...args], {
    cwd: isCommandLine ? process.cwd() : root,
    stdio: 'inherit',
    env: isCommandLine ? { ...compileCache, ...process.env } : process.env,
  });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const forward = (signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, forward);
  child.once('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
  child.once('exit', (code, signal) => {
    for (const each of signals) process.off(each, forward);
    if (signal === null) process.exitCode = code ?? 1;
    else process.kill(process.pid, signal);
  });
}
