import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { statusFault } from '../../../hardware/printer/status-fault.ts';
import {
  statusOfAnswers,
  statusOfAutomatic,
  statusQuestion,
} from '../../../hardware/printer/status-esc-pos.ts';
import { createReplyReader, type EscPosReply } from '../../../hardware/printer/status-reply.ts';
import { createStarReader } from '../../../hardware/printer/status-star.ts';
import { describeIf } from '../../skip.ts';

interface Vector {
  readonly id: string;
  readonly hex: string;
  readonly dir: string;
}

const file = process.env['CASES'] ?? resolve(import.meta.dirname, '../../../../shared/cases/hardware.json');
const contents = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as { escpos?: readonly Vector[] })
  : {};
const vectors = (contents.escpos ?? []).filter(({ dir }) => dir === 'printer->host');

const FINE = [0x16, 0x12, 0x12, 0x12] as const;

/** What a printer says of itself whose answer to one question is this. */
function answering(n: 1 | 2 | 3 | 4, byte: number) {
  const answers = [...FINE] as [number, number, number, number];
  answers[n - 1] = byte;
  return statusOfAnswers(answers, true);
}

function replies(...pieces: readonly Iterable<number>[]): EscPosReply[] {
  const read = createReplyReader();
  return pieces.flatMap((piece) => read(Uint8Array.from(piece)));
}

function bytesOf(hex: string): number[] {
  return [...Buffer.from(hex.replaceAll(/[ |]/g, ''), 'hex')];
}

/** What each of the cases says, as the kind of reply and what follows from it. */
const meanings: Readonly<Record<string, (reply: EscPosReply | undefined) => unknown>> = {
  'eot1-ok': (reply) => of(reply, 1),
  'eot1-pin-high': (reply) => of(reply, 1),
  'eot1-offline': (reply) => of(reply, 1),
  'eot2-cover': (reply) => of(reply, 2),
  'eot2-paperstop': (reply) => of(reply, 2),
  'eot4-near': (reply) => of(reply, 4),
  'eot4-out': (reply) => of(reply, 4),
  'asb-ok': automatic,
  'asb-cover': automatic,
  'asb-paper-out': automatic,
  'process-id-reply': (reply) => reply,
  'clear-reply': (reply) => reply,
};
const expected: Readonly<Record<string, unknown>> = {
  'eot1-ok': { isOnline: true, isDrawerOpen: true },
  'eot1-pin-high': { isOnline: true, isDrawerOpen: false },
  'eot1-offline': { isOnline: false, isDrawerOpen: true },
  'eot2-cover': { isOnline: true, isCoverOpen: true, paper: 'ok' },
  'eot2-paperstop': { isCoverOpen: false, paper: 'out' },
  'eot4-near': { paper: 'near-end' },
  'eot4-out': { paper: 'out' },
  'asb-ok': { isOnline: true, isCoverOpen: false, paper: 'ok', isDrawerOpen: true, needsAttention: false },
  'asb-cover': { isOnline: false, isCoverOpen: true },
  'asb-paper-out': { isOnline: false, isCoverOpen: false, paper: 'out' },
  'process-id-reply': { kind: 'process-id', id: 'A001' },
  'clear-reply': { kind: 'other' },
};

function of(reply: EscPosReply | undefined, n: 1 | 2 | 3 | 4) {
  return reply?.kind === 'status' ? answering(n, reply.byte) : reply;
}

function automatic(reply: EscPosReply | undefined) {
  return reply?.kind === 'automatic' ? statusOfAutomatic(reply.bytes, true) : reply;
}

describeIf(vectors.length > 0, `no printer's answers in ${file}`)('the answers of the hardware cases', () => {
  test.each(vectors.filter(({ id }) => id !== 'demux'))('$id', ({ id, hex }) => {
    const found = replies(bytesOf(hex));
    expect(found).toHaveLength(1);
    expect(meanings[id]?.(found[0])).toMatchObject(expected[id] as object);
  });

  test('each kind is told apart in whatever order and pieces they come', () => {
    const demux = vectors.find(({ id }) => id === 'demux')!;
    const [status = '', asb = '', xon = '', xoff = ''] = demux.hex.split('|');
    const whole = bytesOf([xon, asb, status, xoff, status].join(' '));
    const kinds = ['automatic', 'status', 'status'];
    for (let cut = 0; cut <= whole.length; cut++) {
      expect(replies(whole.slice(0, cut), whole.slice(cut)).map(({ kind }) => kind)).toEqual(kinds);
    }
  });
});

describe('the answers of an ESC/POS printer', () => {
  test('flow control may stand inside of a block', () => {
    const found = replies([0x37, 0x13, 0x22, 0x41, 0x11, 0x30, 0x30, 0x31, 0x13, 0x00, 0x11]);
    expect(found).toEqual([{ kind: 'process-id', id: 'A001' }]);
    expect(replies([0x10, 0x13, 0, 0, 0x11, 0]).map(({ kind }) => kind)).toEqual(['automatic']);
  });

  test('a byte that began nothing does not swallow the answer behind it', () => {
    expect(replies([0x10, 0x16]).map(({ kind }) => kind)).toEqual(['other', 'status']);
    expect(replies([0x54, 0x54, 0x50, 0x16]).map(({ kind }) => kind)).toEqual([
      'other',
      'other',
      'other',
      'status',
    ]);
  });

  test('what several say together is one status', () => {
    const fine = {
      isOnline: true,
      isCoverOpen: false,
      paper: 'ok',
      isDrawerOpen: false,
      needsAttention: false,
    } as const;
    expect(statusOfAnswers(FINE, true)).toEqual(fine);
    expect(statusOfAnswers(FINE, false)).toEqual({ ...fine, isDrawerOpen: null });
    expect(answering(3, 0x1a)).toEqual({ ...fine, needsAttention: true });
    // Too hot, which passes by itself.
    expect(answering(3, 0x52)).toEqual(fine);
    expect(statusQuestion(4)).toEqual(Uint8Array.of(0x10, 0x04, 4));
  });

  test('the cause is said rather than that it is offline', () => {
    expect(statusFault(answering(1, 0x16))).toBeNull();
    expect(statusFault(answering(4, 0x1e))).toBeNull();
    expect(statusFault(answering(1, 0x1e))).toBe('offline');
    expect(statusFault(statusOfAnswers([0x1e, 0x32, 0x12, 0x7e], true))).toBe('paper-out');
    expect(statusFault(statusOfAnswers([0x1e, 0x16, 0x12, 0x7e], true))).toBe('cover-open');
    expect(statusFault(statusOfAnswers([0x1e, 0x52, 0x1a, 0x12], true))).toBe('needs-attention');
  });

  test('any bytes in any pieces give the same replies, and never a number that was not sent', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(60), (bytes, cut) => {
        const whole = replies(bytes);
        expect(replies(bytes.slice(0, cut), bytes.slice(cut))).toEqual(whole);
        const sent = Buffer.from(bytes.filter((byte) => byte !== 0x11 && byte !== 0x13)).toString('latin1');
        const ids = whole.flatMap((reply) => (reply.kind === 'process-id' ? [reply.id] : []));
        expect(ids.filter((id) => !sent.includes(`7"${id}\0`))).toEqual([]);
      }),
      { numRuns: process.env['GUITAI_LONG'] === '1' ? 20_000 : 500 },
    );
  });
});

describe('the status of a Star printer', () => {
  const read = (...bytes: readonly number[]) => createStarReader(true)(Uint8Array.from(bytes));
  const fine = {
    isOnline: true,
    isCoverOpen: false,
    paper: 'ok',
    isDrawerOpen: false,
    needsAttention: false,
  };

  test('is as long as its header says, with or without the length of a network printer', () => {
    expect(read(0x23, 0x06, 0, 0, 0, 0, 0, 0, 0)).toEqual([{ status: fine, etbCount: 0 }]);
    expect(read(0x23, 0x86, 0, 0, 0, 0, 0, 0, 0, 0, 0)).toEqual([{ status: fine, etbCount: 0 }]);
    expect(read(0x0f, 0x06, 0, 0, 0, 0, 0)).toEqual([{ status: fine, etbCount: null }]);
    // Two bytes more, which its length announces, belong to no status.
    const two = read(0x0f, 0x86, 0, 0, 0, 0, 0, 0, 2, 0x23, 0x06, 0x0f, 0x06, 0x08, 0, 0, 0, 0);
    expect(two.map(({ status }) => status.isOnline)).toEqual([true, false]);
  });

  test('says cover, paper, drawer, cutter and the count of ETB', () => {
    const status = (printer: number, error: number, more: number, paper: number, etb: number) =>
      read(0x23, 0x06, printer, error, more, paper, 0, etb, 0)[0];
    expect(status(0x28, 0, 0, 0, 0)?.status).toEqual({ ...fine, isOnline: false, isCoverOpen: true });
    expect(status(0x08, 0, 0, 0x0c, 0)?.status).toEqual({ ...fine, isOnline: false, paper: 'out' });
    expect(status(0, 0, 0, 0x04, 0)?.status).toEqual({ ...fine, paper: 'near-end' });
    expect(status(0x04, 0, 0, 0, 0)?.status).toEqual({ ...fine, isDrawerOpen: true });
    expect(status(0x08, 0x08, 0, 0, 0)?.status).toEqual({ ...fine, isOnline: false, needsAttention: true });
    expect(status(0, 0, 0, 0, 0b0110_1110)?.etbCount).toBe(31);
    expect(status(0, 0, 0, 0, 0b0010_0100)?.etbCount).toBe(10);
  });

  test('is found behind noise, and in whatever pieces it comes', () => {
    const bytes = [
      0xff, 0x11, 0x00, 0x23, 0x86, 0x08, 0, 0, 0, 0, 0, 0, 0, 0, 0x23, 0x06, 0, 0, 0, 0, 0, 0, 0,
    ];
    for (let cut = 0; cut <= bytes.length; cut++) {
      const reader = createStarReader(false);
      const found = [bytes.slice(0, cut), bytes.slice(cut)].flatMap((piece) =>
        reader(Uint8Array.from(piece)),
      );
      expect(found.map(({ status }) => status.isOnline)).toEqual([false, true]);
    }
  });
});
