import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CENTRAL_ARGUMENTS } from './central-arguments.ts';
import { buildCentralPage } from './build.ts';

// `npm run central -- [arguments]`: builds central's page where it is out of date, then runs central to its end.

const root = dirname(dirname(fileURLToPath(import.meta.url)));
await buildCentralPage(root, (sentence) => void process.stdout.write(`guitai: ${sentence}\n`));

const words = [...CENTRAL_ARGUMENTS, join(root, 'sync', 'central', 'main.ts'), ...process.argv.slice(2)];
const child = spawn(process.execPath, words, { cwd: root, stdio: 'inherit' });
// It ends in its own order, and this process after it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
child.once('exit', (code) => {
  process.exitCode = code ?? 1;
});
