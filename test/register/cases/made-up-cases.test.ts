import { describe, expect, it } from 'vitest';
import { readCases } from '../../../register/cases/case-form.ts';
import { judgeCase, type CaseOutcome } from '../../../register/cases/compare-case.ts';
import { reportCases } from '../../../register/cases/report-cases.ts';
import { choiceCases } from './choice-cases.ts';
import { groupCases } from './group-cases.ts';
import { line, type MadeUp } from './made-up-case.ts';
import { pointsCases } from './points-cases.ts';

function judge(made: MadeUp): CaseOutcome {
  const whole = { id: 'X', currency: 'USD', minorUnitDigits: 2, lines: [], ...made };
  return judgeCase(readCases(JSON.stringify({ cases: [whole] }))![0]!);
}

describe('cases of the neutral form', () => {
  it.each(Object.entries({ ...groupCases, ...choiceCases, ...pointsCases }))('%s', (_, made) => {
    expect(judge(made)).toMatchObject({ status: 'ok' });
  });

  it('differ where the engine says something else, with what it says', () => {
    const promotions = [{ id: 'O', kind: 'order_percent_off', percent: 10 }];
    const outcome = judge({
      lines: [line('a', 1, 1_000)],
      promotions,
      expected: { totalMinor: 899, netMinor: 900 },
    });
    expect(outcome).toMatchObject({
      status: 'differs',
      differences: [{ what: 'totalMinor', expected: 899, got: 900 }],
    });
    expect(reportCases([outcome])).toBe(
      'X differs: totalMinor expected 899, got 900\n0 ok, 1 differ, 0 unsupported\n',
    );
  });

  it('are never held against the engine where engines disagree', () => {
    const promotions = [{ id: 'O', kind: 'order_percent_off', percent: 10 }];
    const made = { lines: [line('a', 1, 1_000)], promotions, ambiguous: true };
    const other = judge({ ...made, expected: { totalMinor: 899 } });
    expect(reportCases([other])).toContain('0 ok, 0 differ, 0 unsupported, 1 ambiguous');
    const accepted = judge({ ...made, expected: { totalMinor: 899, alternativesMinor: [900] } });
    expect(accepted).toMatchObject({ status: 'ok' });
  });

  it('are unsupported where there is no word for them', () => {
    expect(judge({ promotions: [{ id: 'A', kind: 'raffle' }], expected: {} })).toMatchObject({
      status: 'unsupported',
      why: 'kind raffle',
    });
    expect(judge({ promotions: [], expected: { mood: 'good' } })).toMatchObject({ why: 'expects mood' });
    expect(judge({ promotions: [], steps: ['be kind'], expected: {} })).toMatchObject({
      why: 'step "be kind"',
    });
    const broken = judge({ lines: [{ sku: 'a', qty: 'two' }], promotions: [], expected: {} });
    expect(broken).toMatchObject({ id: 'X', status: 'unsupported' });
    expect(readCases('[]')).toBeNull();
    expect(readCases('no json')).toBeNull();
  });
});
