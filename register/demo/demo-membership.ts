import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryOf } from '../../db/journal.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Language } from '../../domain/text/language.ts';
import type { Register } from '../register.ts';
import { issueCoupons } from '../use-cases/coupons.ts';
import { importMembers } from '../use-cases/import-members.ts';
import { importPromotions } from '../use-cases/import-promotions.ts';
import type { CouponGift } from './demo-coupons.ts';
import { demoPromotions } from './demo-promotions.ts';
import { demoMembersCsv, type DemoDays } from './demo-members.ts';

/** More than a demo that is being made has. */
const ISSUES_MAX = 10;

const reasons: Readonly<Record<Language, string>> = { en: 'a gift of the house', 'zh-CN': '商店赠送' };

/** Imports the members and the promotions as a shop would, from files. What is there already stays as it is. */
export async function stockMembership(
  register: Register,
  language: Language,
  days: DemoDays,
): Promise<Result<unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'guitai-demo-'));
  try {
    const [members, promotions] = [join(folder, 'demo-members.csv'), join(folder, 'demo-promotions.json')];
    writeFileSync(members, demoMembersCsv(days));
    const imported = await importMembers(register, members, language);
    if (!imported.ok) return imported;
    writeFileSync(promotions, JSON.stringify({ promotions: demoPromotions() }));
    return importPromotions(register, promotions, language);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Gives coupons to members, once: whoever was given one of the rule in an earlier run gets no second. */
export function giveCoupons(
  register: Register,
  language: Language,
  gifts: readonly CouponGift[],
): Result<unknown> {
  const { members, journal } = register.store;
  const issued = journal.latest('coupons.issued', ISSUES_MAX).map((row) => entryOf(row));
  for (const { ruleId, memberCodes } of gifts) {
    if (issued.some(({ type, payload }) => type === 'coupons.issued' && payload.ruleId === ruleId)) continue;
    const to = memberCodes.map((code) => members.byNumber(code)!.memberId);
    const given = issueCoupons(register, { ruleId, to, reason: reasons[language] });
    if (!given.ok) return given;
  }
  return ok(null);
}
