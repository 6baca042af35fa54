import type Database from 'better-sqlite3';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { adjustPoints } from '../../register/use-cases/adjust-points.ts';
import { issueCoupons } from '../../register/use-cases/coupons.ts';
import { holdPoints } from '../../register/use-cases/hold-points.ts';
import { importPromotions } from '../../register/use-cases/import-promotions.ts';
import { setTier } from '../../register/use-cases/review-tiers.ts';
import { fileOf, ruleOf } from '../register/promotion-files.ts';
import { expectBooksHold, okOf, openSellingTill, type TestTill } from '../register/till.ts';
import { verifyChanged } from './changed-till.ts';

const because = { reason: 'test' };

let till: TestTill;

beforeAll(() => {
  till = openSellingTill(null);
  const { register } = till;
  const path = join(till.folder, 'rules.json');
  writeFileSync(path, fileOf(ruleOf('coupon', { coupon: { holder: 'bearer' } }), ruleOf('rule')));
  okOf(importPromotions(register, path, 'en'));
  okOf(issueCoupons(register, { ruleId: 'coupon', to: { bearers: 2 }, ...because }));
  const memberId = register.newId();
  okOf(adjustPoints(register, memberId, 100, because));
  okOf(holdPoints(register, { memberId, lotId: null, points: 10 }, because));
  okOf(setTier(register, memberId, 'gold', because));
  expectBooksHold(register);
  register.store.checkpoint();
});
afterAll(() => till.remove());

function faultAfter(change: (db: Database.Database) => void) {
  return verifyChanged(till.folder, change).fault;
}

describe('verify finds what another program changed of members and promotions:', () => {
  test.each([
    ['points given', 'UPDATE points_lot SET points = points + 5, remaining = remaining + 5'],
    ['a balance raised', 'UPDATE member_account SET balance = balance + 5'],
    ['a booking removed', 'DELETE FROM points_entry'],
    ['a hold lifted', 'UPDATE points_hold SET released_entry = entry + 1'],
    ['a tier given', `UPDATE member_account SET tier = 'platinum'`],
    ['a change of tier forgotten', 'DELETE FROM tier_change'],
    ['a coupon used again', 'UPDATE coupon SET use_count = use_count + 1'],
    ['a coupon made up', `INSERT INTO coupon (id, code, rule_id, entry) VALUES ('x', 'X', 'coupon', 3)`],
  ])('%s', (_, sql) => {
    expect(faultAfter((db) => db.exec(sql))).toMatchObject({ kind: 'table', seq: expect.any(Number) });
  });

  test.each([
    ['a rule changed', `UPDATE promotion SET body = replace(body, '500', '900') WHERE id = 'rule'`],
    ['a rule switched off', `UPDATE promotion SET is_on = 0 WHERE id = 'rule'`],
    ['rules in another order', 'UPDATE promotion SET place = 1 - place'],
    ['a rule removed', `DELETE FROM promotion WHERE id = 'rule'`],
    [
      'the digest changed',
      `UPDATE reference_digest SET digest = '${'0'.repeat(64)}' WHERE name = 'promotion'`,
    ],
  ])('%s', (_, sql) => {
    expect(faultAfter((db) => db.exec(sql))).toMatchObject({ kind: 'reference', seq: expect.any(Number) });
  });
});
