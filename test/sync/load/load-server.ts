import { readKeys } from '../../../sync/central/chain-keys.ts';
import { openChain } from '../../../sync/central/chain.ts';
import { openDatabase } from '../../../sync/central/database.ts';
import { projectingOf } from '../../../sync/central/project/project-batch.ts';
import { startWorker } from '../../../sync/central/project/worker.ts';
import { createServer } from '../../../sync/central/server.ts';

/** Central in a process of its own, as the program runs it: tells its address, then serves until it is ended. */
const [databaseUrl, keysText] = [process.argv[2]!, process.argv[3]!];
const pool = openDatabase(databaseUrl);
const keys = readKeys(keysText);
const chain = await openChain(pool, keys, 'Corner Shops', Date.now());
const central = { pool, keys, chain, nowUtcMs: () => Date.now() };
const app = createServer(central);
const url = await app.listen({ host: '127.0.0.1', port: 0 });
const worker = startWorker(projectingOf(central), (fault) => process.stderr.write(`${String(fault)}\n`));
process.send?.(url);
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.((user + system) / 1_000);
});
process.on('disconnect', () => {
  void worker
    .stop()
    .then(() => app.close())
    .then(() => pool.end());
});
