import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { SERVICE_ARGUMENTS } from '../../register/host/service-process.ts';

// What is measured runs under what the service's own Node is told, or it would measure another program.
const { status } = spawnSync(
  process.execPath,
  [...SERVICE_ARGUMENTS, join(import.meta.dirname, 'run-bench.ts'), ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exitCode = status ?? 1;
