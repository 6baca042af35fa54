import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { addReturnWithoutReceipt } from '../../../register/use-cases/add-returns.ts';

import { setPrice, setQuantity, voidLine } from '../../../register/use-cases/change-lines.ts';

import { signIn } from '../../../register/use-cases/sign-in.ts';
import {
  cashier,
  codeOf,
  errorOf,
  expectBooksHold,
  lineAt,
  manager,
  okOf,
  openSellingTill,
  payAll,
  setSection,
  type TestTill,
} from '../till.ts';

let till: TestTill;
const byManager = { staffCode: manager.code, pin: manager.pin };

describe('a return without receipt', () => {
  beforeEach(() => {
    till = openSellingTill();
  });
  afterEach(() => {
    expectBooksHold(till.register);
    till.remove();
  });

  const goods = {
    articleCode: 'crisps',
    name: '',
    department: 'general',
    quantityThousandths: 2_000,
    unitPriceE4: 12_500,
  };

  test('needs somebody who may, up to their limit', () => {
    expect(codeOf(addReturnWithoutReceipt(till.register, goods))).toBe('approval-needed');
    const { roles } = till.register.settings;
    setSection(till.register, 'roles', [
      ...roles,
      {
        ...roles[0]!,
        code: 'lead',
        rights: [...roles[0]!.rights, 'refund-without-receipt'],
        refundWithoutReceiptMaxMinor: 250,
      },
    ]);
    const lead = till.register.store.staff.byCode(cashier.code)!;
    till.register.store.commit((writer) =>
      writer.record(
        { type: 'staff.saved', payload: { member: { ...lead, roleCode: 'lead' } } },
        {
          id: till.register.newId(),
          atUtcMs: 0,
          utcOffsetMinutes: 0,
          businessDate: '2026-11-02',
          shift: 1,
          actor: 'test',
        },
      ),
    );
    okOf(signIn(till.register, cashier.code, cashier.pin));
    okOf(addReturnWithoutReceipt(till.register, goods));
    expect(codeOf(addReturnWithoutReceipt(till.register, { ...goods, unitPriceE4: 12_600 }))).toBe(
      'approval-needed',
    );
    okOf(addReturnWithoutReceipt(till.register, { ...goods, unitPriceE4: 12_600 }, byManager));
    expect(payAll(till.register)).toMatchObject({ totalMinor: -502 });
  });

  test('is allowed for so much: neither quantity nor price is raised afterwards', () => {
    okOf(addReturnWithoutReceipt(till.register, goods, byManager));
    const { id } = lineAt(till.register, 0);
    expect(codeOf(setQuantity(till.register, id, 9_000))).toBe('line-is-return');
    expect(codeOf(setPrice(till.register, id, 90_000, byManager))).toBe('line-is-return');
    okOf(voidLine(till.register, id));
  });

  test('needs a name, a price and a quantity', () => {
    const unknown = { ...goods, articleCode: null };
    expect(errorOf(addReturnWithoutReceipt(till.register, unknown, byManager), 'text-missing')).toMatchObject(
      { field: 'name' },
    );
    expect(codeOf(addReturnWithoutReceipt(till.register, { ...goods, unitPriceE4: -1 }, byManager))).toBe(
      'price-invalid',
    );
    expect(
      codeOf(addReturnWithoutReceipt(till.register, { ...goods, quantityThousandths: 0 }, byManager)),
    ).toBe('quantity-invalid');
    okOf(addReturnWithoutReceipt(till.register, { ...unknown, name: 'Old kettle' }, byManager));
    expect(lineAt(till.register, 0)).toMatchObject({ name: 'Old kettle', articleCode: null, kind: 'return' });
  });
});
