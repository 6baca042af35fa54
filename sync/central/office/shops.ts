import { z } from 'zod';
import { isZone } from '../../../domain/business-date.ts';
import { isCurrency } from '../../../domain/currency.ts';
import { fail, ok } from '../../../domain/result.ts';
import { saveShop } from '../chain.ts';
import { noteAudit } from './audit.ts';
import { chainCurrency, readShops } from './chain-facts.ts';
import { change, procedure } from './procedure.ts';
import { maySeeShop } from './rights.ts';

const list = procedure(null, z.strictObject({}), async ({ pool }, caller) => {
  const shops = await readShops(pool);
  return ok(shops.filter(({ code }) => maySeeShop(caller, code)));
});

const MINUTES_OF_DAY = 1_440;

/** A new shop. Its code is in every receipt's number, and stays. A chain has one currency. */
const add = procedure(
  'registers-manage',
  z.strictObject({
    code: z.string().regex(/^[A-Za-z0-9]{1,8}$/),
    name: z.string().trim().min(1).max(60),
    zone: z.string().min(1).max(64).refine(isZone),
    currency: z.string().refine(isCurrency),
    cutOverMinutes: z
      .int()
      .min(0)
      .max(MINUTES_OF_DAY - 1),
  }),
  (office, caller, shop) =>
    change(office, async (client) => {
      const shops = await readShops(client);
      if (shops.some(({ code }) => code === shop.code)) return fail({ code: 'shop-taken', shop: shop.code });
      const currency = shops.length > 0 ? await chainCurrency(client) : shop.currency;
      const added = { ...shop, currency };
      await saveShop(client, added, office.nowUtcMs());
      await noteAudit(client, caller, {
        action: 'shop-saved',
        subject: shop.code,
        shop: shop.code,
        after: added,
      });
      return ok(added);
    }),
);

export const shopProcedures = { 'shops.list': list, 'shops.add': add };
