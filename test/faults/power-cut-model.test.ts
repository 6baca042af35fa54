import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DiskOperation } from './disk-log.ts';
import { imagesAfter, liveImage, type BaseFolder, type DiskImage } from './power-cut.ts';

const SECTOR_BYTES = 512;
const SEEDS = 200;

const create = (inode: bigint, path: string): DiskOperation => ({ kind: 'create', inode, path });
const write = (inode: bigint, offset: number, text: string): DiskOperation => ({
  kind: 'write',
  inode,
  offset,
  data: Buffer.from(text),
});
const sync = (inode: bigint): DiskOperation => ({ kind: 'sync', inode });
const sectors = (letters: string): string =>
  [...letters].map((letter) => letter.repeat(SECTOR_BYTES)).join('');

/** What may be left after all operations, over many seeds. */
function possibleImages(operations: readonly DiskOperation[], base?: BaseFolder): DiskImage[] {
  const cuts = Array.from({ length: SEEDS }, (_, seed) => ({ after: operations.length, seed }));
  return [...imagesAfter(operations, cuts, base)];
}

/** The distinct contents of a file over many seeds, one letter a sector; `-` where there is no such file. */
function possibleContents(path: string, operations: readonly DiskOperation[], base?: BaseFolder): string[] {
  const contents = possibleImages(operations, base).map((image) => {
    const content = image.files.get(path);
    if (!content) return '-';
    const letters = [];
    for (let at = 0; at < content.length; at += SECTOR_BYTES)
      letters.push(content.toString('latin1', at, at + 1));
    return letters.join('').replaceAll('\0', '0');
  });
  return [...new Set(contents)].sort();
}

describe('a disk after a power cut', () => {
  const oldFile: BaseFolder = new Map([['f', Buffer.from(sectors('ab'))]]);
  const opened: DiskOperation = { kind: 'open', inode: 1n, path: 'f' };

  test('holds any subset of the sectors that were written and not synced', () => {
    expect(possibleContents('f', [opened, write(1n, 0, sectors('XY'))], oldFile)).toEqual([
      'XY',
      'Xb',
      'aY',
      'ab',
    ]);
  });

  test('never holds a later part of a sector without the earlier one', () => {
    const images = possibleImages([opened, write(1n, 0, 'X'), write(1n, 1, 'Y')], oldFile);
    const starts = new Set(images.map((image) => image.files.get('f')?.toString('latin1', 0, 2)));
    expect(starts).toEqual(new Set(['aa', 'Xa', 'XY']));
  });

  test('holds all that was synced', () => {
    expect(possibleContents('f', [opened, write(1n, 0, sectors('XYZ')), sync(1n)], oldFile)).toEqual(['XYZ']);
  });

  test('holds an unsynced extension whole, in part, as zeros or not at all', () => {
    expect(possibleContents('f', [opened, write(1n, 1024, sectors('Z'))], oldFile)).toEqual([
      'ab',
      'ab0',
      'abZ',
    ]);
  });

  test('shows nothing that was written behind a shrinking that is not on the disk', () => {
    const operations: DiskOperation[] = [
      opened,
      { kind: 'resize', inode: 1n, length: 0 },
      write(1n, 0, sectors('XY')),
    ];
    expect(possibleContents('f', operations, oldFile)).toEqual(['', '00', '0Y', 'X0', 'XY', 'ab']);
  });

  test('may lose a new file until the file or its folder is synced', () => {
    expect(possibleContents('n', [create(2n, 'n')])).toEqual(['', '-']);
    expect(possibleContents('n', [create(2n, 'n'), sync(2n)])).toEqual(['']);
    expect(possibleContents('n', [create(2n, 'n'), { kind: 'sync-folder', path: '' }])).toEqual(['']);
  });

  test('keeps a rename only once the folder is synced, and then not what was never written to the disk', () => {
    const replacing: DiskOperation[] = [
      create(2n, 'new'),
      write(2n, 0, sectors('X')),
      sync(2n),
      { kind: 'rename', path: 'new', newPath: 'f' },
    ];
    expect(possibleContents('f', replacing, oldFile)).toEqual(['X', 'ab']);
    expect(possibleContents('f', [...replacing, { kind: 'sync-folder', path: '' }], oldFile)).toEqual(['X']);
    const careless = replacing.filter(({ kind }) => kind !== 'sync');
    expect(possibleContents('f', careless, oldFile)).toEqual(['', '0', 'X', 'ab']);
  });

  test('brings back a removed file until the folder is synced', () => {
    const removed: DiskOperation[] = [{ kind: 'unlink', path: 'f' }];
    expect(possibleContents('f', removed, oldFile)).toEqual(['-', 'ab']);
    expect(possibleContents('f', [...removed, { kind: 'sync-folder', path: '' }], oldFile)).toEqual(['-']);
  });

  test('takes creations, renames and removals to the disk in their order', () => {
    const operations = [create(2n, 'one'), create(3n, 'two'), { kind: 'unlink', path: 'one' } as const];
    const names = possibleImages(operations).map((image) => [...image.files.keys()].join());
    expect([...new Set(names)].sort()).toEqual(['', 'one', 'one,two', 'two']);
  });

  test('moves a folder with all that is in it', () => {
    const operations: DiskOperation[] = [
      { kind: 'make-folder', path: 'old' },
      create(2n, 'old/n'),
      { kind: 'rename', path: 'old', newPath: 'kept' },
      { kind: 'sync-folder', path: '' },
    ];
    expect(possibleImages(operations)[0]).toMatchObject({
      folders: ['kept'],
      files: new Map([['kept/n', Buffer.alloc(0)]]),
    });
  });

  test('does not store with a later sync what a failed sync forgot', () => {
    const failed: DiskOperation = { kind: 'fail', inode: 1n, operation: 'sync', errno: 5 };
    const forgotten = Array.from({ length: 20 }, (_, padding) => {
      const acknowledgements = Array.from(
        { length: padding },
        () => ({ kind: 'acknowledge', data: Buffer.from('') }) as const,
      );
      return possibleContents(
        'f',
        [...acknowledgements, opened, write(1n, 0, sectors('XY')), failed, sync(1n)],
        oldFile,
      );
    });
    expect(forgotten.every((contents) => contents.length === 1)).toBe(true);
    expect(forgotten.flat()).toEqual(expect.arrayContaining(['ab', 'XY']));
  });

  test('knows the acknowledgements given before the cut and no other', () => {
    const acknowledge = (text: string): DiskOperation => ({ kind: 'acknowledge', data: Buffer.from(text) });
    const operations = [acknowledge('1\n'), create(1n, 'f'), acknowledge('2\n')];
    const cuts = [0, 1, 2, 3].map((after) => ({ after, seed: 0 }));
    const given = [...imagesAfter(operations, cuts)].map((image) => image.acknowledged.toString());
    expect(given).toEqual(['', '1\n', '1\n', '1\n2\n']);
  });

  test('holds exactly what programs saw, whatever they did, when the last thing they did was to sync', () => {
    const change = fc.oneof(
      fc
        .record({ offset: fc.nat(3_000), text: fc.string({ minLength: 1, maxLength: 2_000 }) })
        .map(({ offset, text }) => write(1n, offset, text)),
      fc.nat(4_000).map((length): DiskOperation => ({ kind: 'resize', inode: 1n, length })),
      fc.constant(sync(1n)),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), fc.nat(), (changes, seed) => {
        const operations = [create(1n, 'f'), ...changes, sync(1n)];
        const [image] = imagesAfter(operations, [{ after: operations.length, seed }]);
        expect(image).toEqual(liveImage(operations));
      }),
    );
  });
});
