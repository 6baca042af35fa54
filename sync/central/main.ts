import { runCentral } from './run-central.ts';

process.exitCode = await runCentral(process.argv.slice(2), process.env, (line) => {
  process.stdout.write(`${line}\n`);
});
