import { describe, expect, test } from 'vitest';
import { aloneStatus } from '../../../register/service/sync-status.ts';
import { fetchedBp, standingOf } from '../../../renderer/chain/standing.ts';
import type { ChainStatus } from '../../../renderer/service/answers.ts';

const NOW = Date.UTC(2026, 10, 22, 14);

function joined(part: Partial<ChainStatus>): ChainStatus {
  return { ...aloneStatus, mode: 'joined', isOnline: true, ...part };
}

function waiting(sales: number, ageMs: number): ChainStatus['waiting'] {
  return { entries: sales * 2, sales, totalMinor: 100, oldestAtUtcMs: NOW - ageMs };
}

function standing(part: Partial<ChainStatus>) {
  return standingOf(joined(part), NOW);
}

describe('how a till stands to its chain', () => {
  test('is nothing to say where it belongs to none', () => {
    expect(standingOf(aloneStatus, NOW)).toBe('alone');
  });

  test('is quiet while central answers and takes what it is sent', () => {
    expect(standing({})).toBe('online');
    expect(standing({ waiting: waiting(3, 5_000) })).toBe('online');
  });

  test('is offline without a network, whatever waits', () => {
    expect(standing({ isOnline: false, fault: 'unreachable' })).toBe('offline');
    expect(standing({ isOnline: false, waiting: waiting(12, 3_600_000) })).toBe('offline');
    expect(standing({ isOnline: false, snapshot: { done: 1, total: 2 } })).toBe('offline');
  });

  test('is behind where a sale waits for more than a minute though central answers', () => {
    expect(standing({ waiting: waiting(12, 61_000) })).toBe('behind');
    expect(standing({ waiting: { ...waiting(12, 61_000), sales: 0 } })).toBe('online');
  });

  test('says first what waiting does not mend', () => {
    for (const fault of [
      'fork',
      'clock',
      'certificate',
      'protocol',
      'unauthorized',
      'refused',
      'disk',
      'sealed',
    ] as const) {
      expect(standing({ fault, waiting: waiting(12, 61_000) })).toBe(fault);
    }
    expect(standing({ mode: 'revoked', isOnline: false, fault: 'fork' })).toBe('revoked');
  });

  test('is fetching while a snapshot is on its way', () => {
    expect(standing({ snapshot: { done: 250, total: 1_000 } })).toBe('fetching');
  });
});

describe('how much of a snapshot is in', () => {
  test('never says more than there is, nor anything of what is not known', () => {
    expect(fetchedBp(joined({ snapshot: { done: 250, total: 1_000 } }))).toBe(2_500);
    expect(fetchedBp(joined({ snapshot: { done: 999_999, total: 1_000_000 } }))).toBe(9_999);
    expect(fetchedBp(joined({ snapshot: { done: 11, total: 10 } }))).toBe(10_000);
    expect(fetchedBp(joined({ snapshot: { done: 0, total: 0 } }))).toBe(0);
    expect(fetchedBp(joined({}))).toBe(0);
  });
});
