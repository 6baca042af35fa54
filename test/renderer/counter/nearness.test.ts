import { describe, expect, it } from 'vitest';
import { nearestFirst } from '../../../renderer/counter/nearness.ts';
import type { ExplainedRule } from '../../../renderer/service/answers.ts';

function rule(ruleId: string, ...missing: ExplainedRule['missing']): ExplainedRule {
  return {
    ruleId,
    name: { en: ruleId, 'zh-CN': ruleId },
    state: 'not-met',
    savesMinor: null,
    lostTo: [],
    because: null,
    missing,
  };
}

describe('rules that are not met', () => {
  it('stand in the order in which the sale may come to them', () => {
    const wednesdays = rule('wednesdays', { kind: 'weekdays', weekdays: [3] });
    const elsewhere = rule('elsewhere', { kind: 'target' });
    const half = rule('half', { kind: 'units', has: 1, need: 2 });
    const nearly = rule('nearly', { kind: 'spend', hasMinor: 900, needMinor: 1_000 });
    const both = rule('both', { kind: 'units', has: 1, need: 2 }, { kind: 'member' });
    const ids = nearestFirst([wednesdays, elsewhere, both, half, nearly]).map(({ ruleId }) => ruleId);
    expect(ids).toEqual(['nearly', 'half', 'both', 'elsewhere', 'wednesdays']);
  });
});
