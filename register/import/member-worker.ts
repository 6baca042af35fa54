import { parentPort, workerData } from 'node:worker_threads';
import { openSeal } from '../../db/member-vault.ts';
import { prepareBlock } from './member-block.ts';
import type { BlockRequest, MemberWorkerSettings } from './member-blocks.ts';

// The thread that `member-blocks.ts` starts: it answers each block of rows with that block prepared, in their order.

const { folder, fingerprint, context } = workerData as MemberWorkerSettings;
const seal = openSeal(folder, Buffer.from(fingerprint));
if (!seal) throw new Error('the key that seals members is gone');

parentPort?.on('message', ({ block, isSealing }: BlockRequest) => {
  const prepared = prepareBlock(block, context, isSealing ? seal : null);
  const { bytes, ends } = prepared.members;
  parentPort?.postMessage(prepared, [bytes.buffer, ends.buffer, prepared.states.buffer]);
});
