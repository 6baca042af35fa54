import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { readFingerprint } from '../../db/data-key.ts';
import { openSeal } from '../../db/member-vault.ts';
import type { MemberBatch } from '../../db/member-batch.ts';
import type { StoreWriter } from '../../db/open-store.ts';
import { unpackMember } from '../../db/packed-members.ts';
import { currencyDigits } from '../../domain/currency.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { describeImportError } from '../../domain/text/import-text.ts';
import type { Language } from '../../domain/text/language.ts';
import type { CsvRow } from '../../domain/import/csv-rows.ts';
import { READ } from '../import/member-block.ts';
import { prepareBeside, prepareHere, type ReadyBlock } from '../import/member-blocks.ts';
import { readMemberHeader, type MemberColumns } from '../../domain/import/member-columns.ts';
import { packRows, unpackBlock, type PackedRows } from '../import/packed-rows.ts';
import { entryContext, pricingContext, type Register } from '../register.ts';
import { authorize, type Approval } from './authorize.ts';
import { centralDecides } from './central-decides.ts';
import { importPrepared, importRow, type MemberRun, type NamesakeRow } from './import-member-row.ts';
import type { ImportPace, RejectedRow } from './import-products.ts';
import { checkKey } from './member-entry.ts';

export interface MemberImportSummary {
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: readonly RejectedRow[];
  readonly namesakes: readonly NamesakeRow[];
  readonly ignoredColumns: readonly string[];
}

/** So many rows are read, sealed and written together. */
const BLOCK_ROWS = 256;
/** A larger file is prepared in a thread of its own. */
const ROWS_HERE_MAX = 2_000;
/** From how many new members on the search index is rewritten at the end, where nobody waits for it. */
const OPTIMIZE_MIN = 100_000;

/**
 * Imports a file of members: the good rows go in, the bad ones are returned with their reasons, and nobody is made one with
 * somebody else: a row with another member's phone is left out, one with another's name and birthday goes in and is
 * reported. A file that is broken as a whole changes nothing; importing the same file again changes nothing. What the till
 * knows beyond the file, it keeps. Without `sliceRows` the file is one commit, during which nobody else may use the store.
 */
export async function importMembers(
  register: Register,
  path: string,
  language: Language,
  pace: Partial<ImportPace> = {},
  approval: Approval = {},
): Promise<Result<MemberImportSummary>> {
  const mayDecide = centralDecides(register);
  if (!mayDecide.ok) return mayDecide;
  const { sliceRows, onProgress = () => undefined } = pace;
  const authorized = authorize(register, 'member-manage', {}, approval);
  if (!authorized.ok) return authorized;
  const ready = checkKey(register);
  if (!ready.ok) return ready;
  const blockRows = Math.min(BLOCK_ROWS, sliceRows ?? BLOCK_ROWS);
  const reading = (done: number) => onProgress('read', done, done);
  const read = await packRows(path, readMemberHeader, blockRows, reading);
  if (!read.ok)
    return fail({ code: 'import-file-invalid', detail: describeImportError(read.error, language) });
  const { columns, rowCount } = read.value;
  const source = { fileName: basename(path), fileSha256: await sha256Of(path) };
  const run = beginRun(register, columns, (done) => onProgress('write', done, rowCount));
  const blocks = prepareBlocks(run, read.value);
  if (sliceRows === undefined) await writeAtOnce(run, blocks, source);
  else await writeInSlices(run, blocks, source);
  onProgress('write', rowCount, rowCount);
  const { counts, rejected, namesakes } = run;
  return ok({ rows: rowCount, ...counts, rejected, namesakes, ignoredColumns: columns.ignored });
}

/** An import that is under way. */
interface Run extends MemberRun {
  readonly counts: { added: number; changed: number; unchanged: number };
  readonly rejected: RejectedRow[];
  /** Most rows of the last block were of new members: sealing those of the next ahead is worth the time. */
  isSealing: boolean;
  written: number;
  readonly onWritten: (rows: number) => void;
}

function beginRun(register: Register, columns: MemberColumns, onWritten: Run['onWritten']): Run {
  const { shop } = register.settings;
  return {
    register,
    context: {
      columns,
      shop: {
        home: shop,
        currencyDigits: currencyDigits(shop.currency),
        today: pricingContext(register).businessDate,
      },
      nowUtcMs: register.clock.nowUtcMs(),
    },
    counts: { added: 0, changed: 0, unchanged: 0 },
    rejected: [],
    namesakes: [],
    lineOfNumber: new Map(),
    isSealing: true,
    written: 0,
    onWritten,
  };
}

type ReadyBlocks = Iterable<ReadyBlock> | AsyncIterable<ReadyBlock>;

function prepareBlocks(run: Run, { rowCount, packed }: PackedRows<MemberColumns>): ReadyBlocks {
  const { store } = run.register;
  const fingerprint = readFingerprint(store.db)!;
  const isSealing = () => run.isSealing;
  if (rowCount <= ROWS_HERE_MAX)
    return prepareHere(packed, run.context, openSeal(store.folder, fingerprint)!, isSealing);
  return prepareBeside(packed, { context: run.context, folder: store.folder, fingerprint }, isSealing);
}

interface ImportSource {
  readonly fileName: string;
  readonly fileSha256: string;
}

async function writeAtOnce(run: Run, blocks: ReadyBlocks, source: ImportSource): Promise<void> {
  await run.register.store.commitAlone(async (writer) => {
    const slice = beginSlice(run, writer, source);
    for await (const block of blocks) slice.write(block);
    slice.end();
    if (run.counts.added >= OPTIMIZE_MIN) writer.members.optimize();
  });
}

/** A commit each block, between which whoever sells is served. */
async function writeInSlices(run: Run, blocks: ReadyBlocks, source: ImportSource): Promise<void> {
  for await (const block of blocks) {
    run.register.store.commit((writer) => {
      const slice = beginSlice(run, writer, source);
      slice.write(block);
      slice.end();
    });
    await nextTurn();
  }
}

/** Writes in the commit that is under way; `end` leaves an entry of its own where that changed anything. */
function beginSlice(run: Run, writer: StoreWriter, source: ImportSource) {
  const before = { ...run.counts };
  const refusedBefore = run.rejected.length;
  const batch = writer.members.begin();
  return {
    write: (block: ReadyBlock) => writeBlock(run, batch, block),
    end(): void {
      const digest = batch.finish();
      const { added, changed, unchanged } = run.counts;
      const [addedCount, changedCount] = [added - before.added, changed - before.changed];
      if (addedCount + changedCount === 0) return;
      const payload = {
        ...source,
        addedCount,
        changedCount,
        unchangedCount: unchanged - before.unchanged,
        rejectedCount: run.rejected.length - refusedBefore,
        digest,
      };
      writer.record({ type: 'members.imported', payload }, entryContext(run.register));
    },
  };
}

function writeBlock(run: Run, batch: MemberBatch, { block, prepared }: ReadyBlock): void {
  const { states, read, lines, members } = prepared;
  const addedBefore = run.counts.added;
  let place = 0;
  let unpacked: readonly CsvRow[] | undefined;
  for (const [index, state] of states.entries()) {
    const line = lines[index]!;
    // Most rows are good and of new members, and are not looked at again.
    const cells = () => (unpacked ??= unpackBlock(block))[index]!.cells;
    const saved =
      state === READ
        ? importRow(run, batch, read.get(index)!, { line, cells })
        : importPrepared(run, batch, unpackMember(members, place++), state, { line, cells });
    if (saved.ok) run.counts[saved.value] += 1;
    else run.rejected.push({ line, cells: cells(), error: saved.error });
  }
  run.isSealing = 2 * (run.counts.added - addedBefore) >= states.length;
  run.written += states.length;
  run.onWritten(run.written);
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}
