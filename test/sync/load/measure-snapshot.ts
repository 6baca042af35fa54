import { buildSnapshot } from '../../../sync/central/snapshot/build-snapshot.ts';
import { startLoadCentral } from './load-central.ts';
import { loadMembers } from './load-members.ts';

/** `node test/sync/load/measure-snapshot.ts [MEMBERS]`: how large a snapshot of members is, and how long its build takes. */
const count = Number(process.argv[2] ?? 1_000_000);
const load = await startLoadCentral();
try {
  const startedMs = performance.now();
  await loadMembers(load.central, count);
  const loadedMs = performance.now();
  const cpu = process.cpuUsage();
  const built = await buildSnapshot(load.central);
  const { user, system } = process.cpuUsage(cpu);
  const { rows } = await load.central.pool.query(
    'SELECT scope, sum(octet_length(bytes)) AS bytes, sum(changes) AS changes FROM snapshot_chunk GROUP BY scope',
  );
  const figures = {
    members: count,
    registerSeconds: (loadedMs - startedMs) / 1_000,
    buildSeconds: (performance.now() - loadedMs) / 1_000,
    buildCpuSeconds: (user + system) / 1e6,
    bytesAMember: built!.bytes / count,
    scopes: rows,
  };
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
} finally {
  await load.stop();
}
