import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findDevices } from '../../../hardware/find-devices.ts';
import { openPrinter } from '../../../hardware/printer/open-printer.ts';
import { windowsRawPrint } from '../../../hardware/transport/windows-spooler.ts';
import { describeIf } from '../../skip.ts';
import {
  amplePrinterDeadlines,
  shortDeadlines,
  trialDocument,
  trialPrinter,
} from '../printer/trial-printer.ts';

const path = process.env['PATH'] ?? '';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guitai-spooler-'));
  process.env['PATH'] = `${folder}${delimiter}${path}`;
});
afterEach(() => {
  process.env['PATH'] = path;
  rmSync(folder, { recursive: true, force: true });
});

/** Puts a command of the spooler first on the path. */
function install(name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\ncd '${folder}'\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}

function queue(name: string, deadlines = amplePrinterDeadlines) {
  return openPrinter(trialPrinter({ connection: { kind: 'spooler', queue: name } }), { deadlines });
}

const isUnix = process.platform !== 'win32';
describeIf(isUnix, 'Windows has another spooler')('a queue of CUPS', () => {
  test('gets the document as it is, under whatever name the queue has', async () => {
    install('lp', `printf '%s\\n' "$@" > arguments; cat > document`);
    const document = trialDocument('one', 4_000);
    const bytes = Buffer.concat([Buffer.from([0, 0x1b, 0xff, 0x0d, 0x0a]), document.bytes]);
    expect(await queue('$(touch bad) -o "x').print(bytes)).toEqual({ kind: 'sent' });
    expect(readFileSync(join(folder, 'document')).equals(bytes)).toBe(true);
    const given = readFileSync(join(folder, 'arguments'), 'utf8').trim().split('\n');
    expect(given).toEqual(['-d$(touch bad) -o "x', '-o', 'raw', '-s', '--', '-']);
    expect(existsSync(join(folder, 'bad'))).toBe(false);
  });

  test('opens the drawer that hangs on its printer', async () => {
    install('lp', 'cat >> document');
    expect(await queue('front').openDrawer()).toEqual({ ok: true, value: null });
    expect([...readFileSync(join(folder, 'document'))]).toEqual([0x1b, 0x70, 0, 25, 100]);
  });

  test.each([
    ['that is not there', 'echo "lp: The printer or class does not exist." >&2; exit 1', 'not-found'],
    ['that takes no jobs', 'echo "lp: Destination is not accepting jobs." >&2; exit 1', 'spooler-failed'],
    ['whose command dies', 'kill -9 $$', 'spooler-failed'],
  ])('%s has nothing of the document', async (_, script, fault) => {
    install('lp', script);
    expect(await queue('front').print(trialDocument('one', 8_000).bytes)).toEqual({ kind: 'failed', fault });
  });

  test('that takes too long may have the document', async () => {
    install('lp', 'exec sleep 60');
    const outcome = await queue('front', shortDeadlines).print(Buffer.from('x'));
    expect(outcome).toEqual({ kind: 'unknown', fault: 'timed-out' });
  });

  test('is not asked how its printer is', async () => {
    expect(await queue('front').readStatus()).toMatchObject({ ok: false });
  });

  test('does not take anything on a machine without a spooler', async () => {
    process.env['PATH'] = folder;
    expect(await queue('front').print(Buffer.from('x'))).toEqual({ kind: 'failed', fault: 'spooler-failed' });
  });

  test('is found by its name, with nothing sent to it', async () => {
    install(
      'lpstat',
      `[ "$LC_ALL $*" = 'C -v' ] && echo 'device for front: usb://EPSON/TM-T20?serial=1' && echo 'device for 厨房: lpd://10.0.0.9'`,
    );
    const queues = (await findDevices()).filter(({ kind }) => kind === 'spooler');
    expect(queues).toEqual([
      { kind: 'spooler', address: 'front', label: 'usb://EPSON/TM-T20?serial=1' },
      { kind: 'spooler', address: '厨房', label: 'lpd://10.0.0.9' },
    ]);
  });

  test('a machine without any of the tools has none of what they list', async () => {
    process.env['PATH'] = folder;
    const found = await findDevices();
    expect(found.filter(({ kind }) => kind !== 'file')).toEqual([]);
    install('lpstat', 'echo "lpstat: Scheduler is not running." >&2; exit 1');
    expect((await findDevices()).filter(({ kind }) => kind === 'spooler')).toEqual([]);
  });
});

describe('a queue of Windows', () => {
  test('is named by a variable, so that no name can be part of the script', () => {
    const name = "front'; Remove-Item C:\\ -Recurse; '";
    const { args, env } = windowsRawPrint(name);
    const script = Buffer.from(args.at(-1) ?? '', 'base64').toString('utf16le');
    expect(env).toEqual({ GUITAI_QUEUE: name });
    expect(script).not.toContain('Remove-Item');
    expect(script).toContain('$env:GUITAI_QUEUE');
    expect(args.slice(0, -1)).not.toContain(name);
  });
});
