import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readFingerprint } from '../../../db/data-key.ts';
import { unpackMember } from '../../../db/packed-members.ts';
import { openSeal } from '../../../db/member-vault.ts';
import { readMemberHeader } from '../../../domain/import/member-columns.ts';
import type { MemberBlockContext } from '../../../register/import/member-block.ts';
import {
  prepareBeside,
  prepareHere,
  type MemberWorkerSettings,
  type ReadyBlock,
} from '../../../register/import/member-blocks.ts';
import { packRows, unpackBlock, type PackedBlock } from '../../../register/import/packed-rows.ts';
import { openTestTill, type TestTill } from '../till.ts';

const BLOCK_ROWS = 10;
const BLOCKS = 30;

let till: TestTill;
let packed: PackedBlock[];
let settings: MemberWorkerSettings;
beforeEach(async () => {
  till = openTestTill();
  const rows = Array.from({ length: BLOCK_ROWS * BLOCKS }, (_, row) => {
    const phone = row % 7 === 3 ? '12' : `07700 9${String(10_000 + row)}`;
    return `${row % 5 === 0 ? '' : `M${row}`},林玉${row},${phone},5-${1 + (row % 28)},${row % 3 === 0 ? `C${row}` : ''}`;
  });
  const path = join(till.folder, 'members.csv');
  writeFileSync(path, `code,name,phone,birthday,card\n${rows.join('\n')}\n`);
  const file = await packRows(path, readMemberHeader, BLOCK_ROWS, () => undefined);
  if (!file.ok) throw new Error(file.error.code);
  ({ packed } = file.value);
  const home = till.register.settings.shop;
  const context: MemberBlockContext = {
    columns: file.value.columns,
    shop: { home, currencyDigits: 2, today: '2026-11-22' },
    nowUtcMs: till.clock.nowUtcMs(),
  };
  const { store } = till.register;
  settings = { context, folder: store.folder, fingerprint: readFingerprint(store.db)! };
});
afterEach(() => till.remove());

function sealOfTill() {
  return openSeal(settings.folder, Buffer.from(settings.fingerprint))!;
}

async function gather(blocks: Iterable<ReadyBlock> | AsyncIterable<ReadyBlock>): Promise<ReadyBlock[]> {
  const gathered: ReadyBlock[] = [];
  for await (const block of blocks) gathered.push(block);
  return gathered;
}

/** What is the same whichever thread made it: ids, salts and so what is sealed are random. */
function knownOf({ block, prepared }: ReadyBlock) {
  const { lines, states, read, members } = prepared;
  const sealed = states.filter((state) => state > 0).length;
  const profiles = Array.from({ length: sealed }, (_, place) => {
    const { row, words, nameAndDay } = unpackMember(members, place);
    const { number, cards, phone_hash: phoneHash, namesake_hash: namesakeHash } = row;
    return {
      number,
      cards,
      phoneHash,
      namesakeHash,
      words,
      nameAndDay,
      ...sealOfTill().open(row, row.sealed),
    };
  });
  return { rows: unpackBlock(block), lines, states: [...states], read: [...read], profiles };
}

/** A thread's program that does what is wanted of it. */
function program(text: string): URL {
  const path = join(till.folder, 'worker.mjs');
  writeFileSync(path, `import { parentPort } from 'node:worker_threads';\n${text}\n`);
  return pathToFileURL(path);
}

describe('members prepared in a thread of their own', () => {
  test('are those that this thread prepares, block by block in their order', async () => {
    const here = await gather(prepareHere([...packed], settings.context, sealOfTill(), () => true));
    const beside = await gather(prepareBeside([...packed], settings, () => true));
    expect(beside).toHaveLength(BLOCKS);
    expect(beside.map(knownOf)).toEqual(here.map(knownOf));
    expect(beside.flatMap((each) => knownOf(each).profiles).length).toBeGreaterThan(BLOCK_ROWS * 10);
  });

  test('are only read where sealing them is not worth it', async () => {
    const beside = await gather(prepareBeside(packed, settings, () => false));
    expect(beside.every(({ prepared }) => prepared.read.size === BLOCK_ROWS)).toBe(true);
  });

  test('are not waited for when the thread ends without a word', async () => {
    const ending = program(`parentPort.once('message', () => process.exit(0));`);
    await expect(gather(prepareBeside(packed, settings, () => true, ending))).rejects.toThrow('ended before');
  });

  test('are not waited for when the thread fails in the middle', async () => {
    const failing = program(
      `let asked = 0; parentPort.on('message', () => { if (++asked > 3) throw new Error('out of paper'); parentPort.postMessage({}); });`,
    );
    const ready: ReadyBlock[] = [];
    const all = async () => {
      for await (const block of prepareBeside(packed, settings, () => true, failing)) ready.push(block);
    };
    await expect(all()).rejects.toThrow('out of paper');
    expect(ready.length).toBeLessThanOrEqual(3);
  });

  test('are never sealed under another key than the till’s', async () => {
    const foreign = { ...settings, fingerprint: new Uint8Array(8) };
    await expect(gather(prepareBeside(packed, foreign, () => true))).rejects.toThrow('key');
  });

  test('are only a few blocks ahead of whoever writes them', async () => {
    const blocks = prepareBeside(packed, settings, () => true);
    await blocks.next();
    expect(packed.length).toBeGreaterThan(BLOCKS - 12);
    await blocks.return();
  });
});
