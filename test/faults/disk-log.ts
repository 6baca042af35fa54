/**
 * One thing that the recorded program did to the watched folder, in the order in which it happened. Files are known
 * by their inode, paths are relative to the folder, offsets and lengths are bytes.
 */
export type DiskOperation =
  | { readonly kind: 'create' | 'open'; readonly inode: bigint; readonly path: string }
  | { readonly kind: 'write'; readonly inode: bigint; readonly offset: number; readonly data: Buffer }
  | { readonly kind: 'resize'; readonly inode: bigint; readonly length: number }
  | { readonly kind: 'sync'; readonly inode: bigint }
  | { readonly kind: 'sync-folder'; readonly path: string }
  | { readonly kind: 'rename'; readonly path: string; readonly newPath: string }
  | { readonly kind: 'unlink' | 'make-folder' | 'remove-folder'; readonly path: string }
  | { readonly kind: 'acknowledge'; readonly data: Buffer }
  | {
      readonly kind: 'fail';
      readonly inode: bigint;
      readonly operation: DiskOperationKind;
      readonly errno: number;
    };

type DiskOperationKind = Exclude<DiskOperation['kind'], 'fail'>;

const HEADER_BYTES = 24;

const KIND_OF_CODE: Readonly<Record<string, DiskOperationKind>> = {
  c: 'create',
  o: 'open',
  w: 'write',
  t: 'resize',
  s: 'sync',
  d: 'sync-folder',
  r: 'rename',
  u: 'unlink',
  m: 'make-folder',
  x: 'remove-folder',
  k: 'acknowledge',
};

/**
 * Reads the log that the disk shim wrote (its form stands in `shim/recorder.h`). Throws when the log is
 * damaged or says that the program did something that the disk model does not know: a recording that is not whole
 * must not pass for proof.
 */
export function parseDiskLog(log: Buffer): DiskOperation[] {
  const operations: DiskOperation[] = [];
  let at = 0;
  while (at < log.length) {
    const length = at + HEADER_BYTES <= log.length ? log.readUInt32LE(at) : 0;
    if (length < HEADER_BYTES || at + length > log.length)
      throw new Error(`the disk log is damaged at byte ${at}`);
    operations.push(parseRecord(log.subarray(at, at + length)));
    at += length;
  }
  return operations;
}

function parseRecord(record: Buffer): DiskOperation {
  const code = String.fromCharCode(record.readUInt8(4));
  const inode = record.readBigUInt64LE(8);
  const number = Number(record.readBigUInt64LE(16));
  const dataStart = HEADER_BYTES + record.readUInt16LE(6);
  const path = record.toString('utf8', HEADER_BYTES, dataStart);
  const data = record.subarray(dataStart);
  if (code === '!')
    throw new Error(`the recorded program used what the disk model does not know: ${data.toString()}`);
  if (code === 'f') {
    return {
      kind: 'fail',
      inode,
      operation: kindOf(String.fromCharCode(record.readUInt8(5))),
      errno: number,
    };
  }
  const kind = kindOf(code);
  switch (kind) {
    case 'create':
    case 'open':
      return { kind, inode, path };
    case 'write':
      return { kind, inode, offset: number, data };
    case 'resize':
      return { kind, inode, length: number };
    case 'sync':
      return { kind, inode };
    case 'rename':
      return { kind, path, newPath: data.toString('utf8') };
    case 'acknowledge':
      return { kind, data };
    case 'sync-folder':
    case 'unlink':
    case 'make-folder':
    case 'remove-folder':
      return { kind, path };
  }
}

function kindOf(code: string): DiskOperationKind {
  const kind = KIND_OF_CODE[code];
  if (kind === undefined) throw new Error(`the disk log holds an unknown operation "${code}"`);
  return kind;
}
