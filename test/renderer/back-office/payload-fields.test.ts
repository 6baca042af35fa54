import { describe, expect, it } from 'vitest';
import { payloadRows } from '../../../renderer/back-office/payload-fields.ts';

describe('an entry’s fields', () => {
  it('stand one to a row, with what is nested among the rest', () => {
    const payload = { amountMinor: 4_500, authorization: { by: 'ann', reason: 'Ice' } };
    expect(payloadRows(payload)).toEqual([
      [{ key: 'amountMinor', value: 4_500 }],
      [{ key: 'by', value: 'ann' }],
      [{ key: 'reason', value: 'Ice' }],
    ]);
  });

  it('leave out what is empty, what only programs read, and ids of anything but people', () => {
    const payload = {
      id: 'x',
      moveId: 'x',
      staffId: 'ann',
      reason: null,
      label: '',
      signature: 'x',
      residualE7: 3,
    };
    expect(payloadRows(payload)).toEqual([[{ key: 'staffId', value: 'ann' }]]);
  });

  it('put each member of a list in a row of its own', () => {
    const count = [
      { faceMinor: 5_000, pieces: 4 },
      { faceMinor: 100, pieces: 0 },
    ];
    expect(payloadRows({ count })).toEqual([
      [
        { key: 'faceMinor', value: 5_000 },
        { key: 'pieces', value: 4 },
      ],
      [
        { key: 'faceMinor', value: 100 },
        { key: 'pieces', value: 0 },
      ],
    ]);
  });

  it('are none for a payload that says nothing', () => {
    expect(payloadRows({})).toEqual([]);
    expect(payloadRows(null)).toEqual([]);
  });

  it('end after two hundred rows, however long a setting is', () => {
    expect(payloadRows({ value: Array.from({ length: 5_000 }, (_, index) => index) })).toHaveLength(200);
  });
});
