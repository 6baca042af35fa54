import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { QUANTITY_MAX_THOUSANDTHS, UNIT_PRICE_MAX_E4 } from '../../../domain/line-amount.ts';
import { defaultShop, openTill } from '../../../register/open-till.ts';
import type { Register } from '../../../register/register.ts';
import { takeSnapshot } from '../../../register/snapshot.ts';
import { addDepartmentSale } from '../../../register/use-cases/add-lines.ts';
import { addReturnWithoutReceipt } from '../../../register/use-cases/add-returns.ts';
import { setPrice, setQuantity } from '../../../register/use-cases/change-lines.ts';
import { openShift } from '../../../register/use-cases/shifts.ts';
import { must } from '../../must.ts';

const tooLarge = { ok: false, error: { code: 'amount-too-large' } };

describe.each(['JPY', 'CNY', 'KWD'])(
  'a line whose price and quantity make too much money, in %s,',
  (currency) => {
    let folder = '';
    let register: Register;

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'guitai-amount-'));
      register = must(openTill(folder, { shop: { ...defaultShop, currency } }));
      must(openShift(register, 0));
    });

    afterEach(() => {
      register.store.close();
      rmSync(folder, { recursive: true, force: true });
    });

    const huge = { unitPriceE4: UNIT_PRICE_MAX_E4, quantityThousandths: QUANTITY_MAX_THOUSANDTHS };

    it('is refused when it is added, and the sale is as it was', () => {
      expect(addDepartmentSale(register, { department: 'general', ...huge })).toMatchObject(tooLarge);
      expect(takeSnapshot(register).basket).toBeNull();
    });

    it('is refused when its quantity or its price becomes that large', () => {
      const one = { department: 'general', unitPriceE4: UNIT_PRICE_MAX_E4 };
      const { touchedLineId } = must(addDepartmentSale(register, one));
      expect(setQuantity(register, touchedLineId!, QUANTITY_MAX_THOUSANDTHS)).toMatchObject(tooLarge);
      const many = { department: 'general', unitPriceE4: 100, quantityThousandths: QUANTITY_MAX_THOUSANDTHS };
      const second = must(addDepartmentSale(register, many)).touchedLineId!;
      expect(setPrice(register, second, UNIT_PRICE_MAX_E4)).toMatchObject(tooLarge);
      expect(takeSnapshot(register).basket?.lines).toHaveLength(2);
    });

    it('is refused when it comes back without a receipt', () => {
      const goods = { articleCode: null, name: 'gold', department: 'general', ...huge };
      expect(addReturnWithoutReceipt(register, goods)).toMatchObject(tooLarge);
    });
  },
);
