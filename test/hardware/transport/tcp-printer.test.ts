import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openPrinter } from '../../../hardware/printer/open-printer.ts';
import { describeIf } from '../../skip.ts';
import { shortDeadlines, trialPrinter } from '../printer/trial-printer.ts';

const program = `
  const server = require('node:net').createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(server.address().port));
`;

describeIf(process.platform === 'linux', 'only Linux drops connections that no backlog has room for')(
  'a printer that has stopped',
  () => {
    test('and does not even take connections is unreachable, in time', async () => {
      const stopped = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
      onTestFinished(() => void stopped.kill('SIGKILL'));
      const [said] = (await once(stopped.stdout, 'data')) as [Buffer];
      const port = Number(String(said));
      stopped.kill('SIGSTOP');
      const fillers = Array.from({ length: 8 }, () => connect({ port, host: '127.0.0.1' }));
      onTestFinished(() => fillers.forEach((filler) => filler.destroy()));
      for (const filler of fillers) filler.on('error', () => filler.destroy());
      // As many as the backlog has room for; from then on nobody answers.
      await expect.poll(() => fillers.filter(({ connecting }) => !connecting).length).toBe(2);

      const connection = { kind: 'tcp', host: '127.0.0.1', port } as const;
      const printer = openPrinter(trialPrinter({ connection }), { deadlines: shortDeadlines });
      const startedAtMs = performance.now();
      expect(await printer.print(Buffer.from('x'))).toEqual({ kind: 'failed', fault: 'unreachable' });
      expect(await printer.openDrawer()).toEqual({ ok: false, error: { code: 'unreachable' } });
      const tookMs = performance.now() - startedAtMs;
      expect(tookMs).toBeGreaterThan(shortDeadlines.connectMs);
      expect(tookMs).toBeLessThan(8 * shortDeadlines.connectMs);
    });
  },
);
