import type { DeviceFault, PrintOutcome } from '../../domain/devices/device-fault.ts';
import { runCommand } from './command.ts';
import type { Deadline } from './deadline.ts';
import { windowsRawPrint, windowsSpoolExits } from './windows-spooler.ts';

type SpoolOutcome = Exclude<PrintOutcome, { kind: 'confirmed' }>;

/**
 * Hands a document to a queue of the operating system that passes its bytes on as they are: `lp -o raw` of CUPS, or the
 * spooler of Windows. Either takes a document whole or not at all; what comes of it then, nobody says.
 */
export async function spool(queue: string, bytes: Uint8Array, deadline: Deadline): Promise<SpoolOutcome> {
  if (deadline.leftMs() === 0) return { kind: 'failed', fault: 'timed-out' };
  return process.platform === 'win32'
    ? spoolOnWindows(queue, bytes, deadline)
    : spoolOnCups(queue, bytes, deadline);
}

async function spoolOnCups(queue: string, bytes: Uint8Array, deadline: Deadline): Promise<SpoolOutcome> {
  // The queue is an argument of its own, joined to its option: whatever its name is, it is neither option nor shell.
  const ended = await runCommand('lp', [`-d${queue}`, '-o', 'raw', '-s', '--', '-'], {
    input: bytes,
    timeoutMs: deadline.leftMs(),
  });
  if (ended.kind === 'absent') return { kind: 'failed', fault: 'spooler-failed' };
  if (ended.kind === 'late') return { kind: 'unknown', fault: 'timed-out' };
  if (ended.exitCode === 0) return { kind: 'sent' };
  // `lp` sends nothing before it knows the queue, and takes a job back that it could not hand over whole.
  const isUnknown = /does not exist|unknown destination|no such/i.test(ended.errors);
  return { kind: 'failed', fault: isUnknown ? 'not-found' : 'spooler-failed' };
}

async function spoolOnWindows(queue: string, bytes: Uint8Array, deadline: Deadline): Promise<SpoolOutcome> {
  const { command, args, env } = windowsRawPrint(queue);
  const ended = await runCommand(command, args, { input: bytes, env, timeoutMs: deadline.leftMs() });
  if (ended.kind === 'absent') return { kind: 'failed', fault: 'spooler-failed' };
  if (ended.kind === 'late') return { kind: 'unknown', fault: 'timed-out' };
  if (ended.exitCode === 0) return { kind: 'sent' };
  const fault: DeviceFault = ended.exitCode === windowsSpoolExits.noPrinter ? 'not-found' : 'spooler-failed';
  // Between the first byte and the end of the document part of it may have been passed on.
  return { kind: ended.exitCode === windowsSpoolExits.inDocument ? 'unknown' : 'failed', fault };
}
