import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readCases } from '../../../register/cases/case-form.ts';
import { judgeCase } from '../../../register/cases/compare-case.ts';
import { describeIf } from '../../skip.ts';

const file = process.env['CASES'] ?? resolve('../shared/cases/pricing.json');

describeIf(existsSync(file), `no ${file}`)('the pricing cases', () => {
  const cases = existsSync(file) ? readCases(readFileSync(file, 'utf8'))! : [];

  it('are there', () => {
    expect(cases.length).toBeGreaterThan(0);
  });

  it.each(cases.map((each) => [each.id, each] as const))('%s is met', (_, each) => {
    const outcome = judgeCase(each);
    expect(outcome).toMatchObject({ status: expect.stringMatching(/^(ok|ambiguous)$/) });
  });
});
