import { on } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { MemberSeal } from '../../seal/member-seal.ts';
import { prepareBlock, type MemberBlockContext, type PreparedBlock } from './member-block.ts';
import type { PackedBlock } from './packed-rows.ts';

/** What the thread is started with. */
export interface MemberWorkerSettings {
  readonly context: MemberBlockContext;
  /** Where the key is, and what tells that it is the till's. */
  readonly folder: string;
  readonly fingerprint: Uint8Array;
}

export interface BlockRequest {
  readonly block: PackedBlock;
  readonly isSealing: boolean;
}

/** A block of rows and what was made of it. */
export interface ReadyBlock {
  readonly block: PackedBlock;
  readonly prepared: PreparedBlock;
}

/** Asked for each block when it is handed over: whether its rows are likely to be of new members, and worth sealing. */
export type IsSealing = () => boolean;

// The built program stands beside this module as `.js`, the source as `.ts`.
const PROGRAM = new URL(`./member-worker${extname(import.meta.url)}`, import.meta.url);
/** So many blocks are with the thread or waiting to be written: some hundred kilobytes each. */
const AHEAD = 8;

/** Prepares blocks in this thread, which is quicker done for a small file than starting another. */
export function* prepareHere(
  packed: PackedBlock[],
  context: MemberBlockContext,
  seal: MemberSeal,
  isSealing: IsSealing,
): Generator<ReadyBlock, void> {
  for (let block = packed.shift(); block; block = packed.shift()) {
    yield { block, prepared: prepareBlock(block, context, isSealing() ? seal : null) };
  }
}

/**
 * Prepares blocks in a thread of their own, a few ahead of whoever writes them, in their order. Throws where the thread ends
 * before its work. Each block is let go of when it was yielded.
 */
export async function* prepareBeside(
  packed: PackedBlock[],
  settings: MemberWorkerSettings,
  isSealing: IsSealing,
  program: URL = PROGRAM,
): AsyncGenerator<ReadyBlock, void> {
  const worker = new Worker(program, { workerData: settings });
  const answers = on(worker, 'message', { close: ['exit'] });
  const asked: PackedBlock[] = [];
  const ask = (): void => {
    const block = packed.shift();
    if (!block) return;
    asked.push(block);
    worker.postMessage({ block, isSealing: isSealing() } satisfies BlockRequest);
  };
  try {
    while (asked.length < AHEAD && packed.length > 0) ask();
    for (let block = asked.shift(); block; block = asked.shift()) {
      const answer = await answers.next();
      if (answer.done) throw new Error('the thread that prepares members ended before its work');
      ask();
      const [prepared] = answer.value as [PreparedBlock];
      yield { block, prepared };
    }
  } finally {
    await worker.terminate();
  }
}
