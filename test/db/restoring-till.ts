/**
 * Restores a backup into a folder and says on stdout how many calls it made that change the folder. Arguments: folder,
 * backup, the number of the call before which the process kills itself (0: none), and `copies` where the file system is to
 * know no hard links.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const [folder = '', backup = '', killAt = '0', links = 'links'] = process.argv.slice(2);
let calls = 0;

type Call = (...given: readonly unknown[]) => unknown;

function watch(
  name: 'fsyncSync' | 'linkSync' | 'mkdirSync' | 'renameSync' | 'rmSync' | 'writeFileSync',
): void {
  const call = fs[name] as Call;
  const watched: Call = (...given) => {
    const isOfFolder = typeof given[0] === 'number' || String(given[0]).startsWith(folder);
    if (isOfFolder && ++calls === Number(killAt)) process.kill(process.pid, 'SIGKILL');
    if (name === 'linkSync' && links === 'copies') {
      throw Object.assign(new Error('no hard links here'), { code: 'ENOTSUP' });
    }
    return call(...given);
  };
  Object.assign(fs, { [name]: watched });
}

for (const name of ['fsyncSync', 'linkSync', 'mkdirSync', 'renameSync', 'rmSync', 'writeFileSync'] as const)
  watch(name);
syncBuiltinESMExports();

const { restore } = await import('../../register/use-cases/back-up.ts');
const { systemClock } = await import('../../register/register.ts');
const { must } = await import('../must.ts');
must(await restore(folder, backup, systemClock));
process.stdout.write(String(calls));
