/** Takes the writer's lock of a folder, says its process id, and holds the lock until it is killed. Argument: folder. */
import { lockWriter } from '../../db/writer-lock.ts';

const [folder = ''] = process.argv.slice(2);
// Kept: a lock that nobody refers to any more goes with the garbage.
const lock = lockWriter(folder);
process.stdout.write(`${process.pid}\n`);
process.stdin.on('end', () => lock.release()).resume();
