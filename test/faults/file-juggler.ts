/**
 * Does every kind of thing to the files of one folder from two processes with two threads each, some of it to the same
 * file, so that a recording can be compared with what came out. Arguments: folder, rounds, and in the second process
 * its name.
 */
import { spawn } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  copyFileSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writevSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { isMainThread, Worker, workerData } from 'node:worker_threads';

/** Two processes of two threads. */
export const JUGGLERS = 4;

function juggle(folder: string, juggler: string, rounds: number): void {
  const home = join(folder, juggler);
  mkdirSync(home);
  for (let round = 0; round < rounds; round++) {
    const draft = join(home, 'draft');
    const fd = openSync(draft, 'w');
    writevSync(fd, [Buffer.from(juggler), Buffer.alloc(1_000, round), Buffer.from('end')]);
    writeSync(fd, 'in the middle', 100);
    ftruncateSync(fd, 900 + round);
    fsyncSync(fd);
    closeSync(fd);
    copyFileSync(draft, join(home, 'copy'));
    renameSync(draft, join(home, `kept-${round % 3}`));
    const directory = openSync(home, 'r');
    fsyncSync(directory);
    closeSync(directory);
    truncateSync(join(home, 'copy'), 10 + round);
    appendFileSync(join(folder, 'shared'), `${juggler} ${round}\n`);
    writeFileSync(join(home, 'short-lived'), juggler);
    rmSync(join(home, 'short-lived'));
  }
}

if (!isMainThread && workerData?.juggler) {
  juggle(workerData.folder, workerData.juggler, workerData.rounds);
} else if (import.meta.main) {
  const [folder = '', rounds = '', name = 'first'] = process.argv.slice(2);
  if (name === 'first') {
    const second = spawn(process.execPath, [import.meta.filename, folder, rounds, 'second'], {
      stdio: 'inherit',
    });
    second.once('exit', (code) => (process.exitCode = code ?? 1));
  }
  const thread = new Worker(import.meta.filename, {
    workerData: { folder, juggler: `${name}-thread`, rounds: Number(rounds) },
  });
  thread.once('error', () => (process.exitCode = 1));
  juggle(folder, `${name}-main`, Number(rounds));
}
