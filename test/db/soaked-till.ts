import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openTill } from '../../register/open-till.ts';
import { entryContext, type Register } from '../../register/register.ts';
import { addArticle, addDepartmentSale } from '../../register/use-cases/add-lines.ts';
import { adjustPoints } from '../../register/use-cases/adjust-points.ts';
import { presentCoupon, setMember } from '../../register/use-cases/basket-membership.ts';
import { voidBasket } from '../../register/use-cases/change-basket.ts';
import {
  beginCheckout,
  leaveCheckout,
  reverseTender,
  takeTender,
} from '../../register/use-cases/checkout.ts';
import { issueCoupons } from '../../register/use-cases/coupons.ts';
import { addFirstManager } from '../../register/use-cases/first-manager.ts';
import { holdPoints } from '../../register/use-cases/hold-points.ts';
import { importProducts } from '../../register/use-cases/import-products.ts';
import { importPromotions } from '../../register/use-cases/import-promotions.ts';
import { mergeMembers } from '../../register/use-cases/merge-members.ts';
import { registerMember } from '../../register/use-cases/register-member.ts';
import { reprintReceipt } from '../../register/use-cases/reprint.ts';
import { closeShift } from '../../register/use-cases/close-shift.ts';
import { moveCash, openDrawer, openShift, readX } from '../../register/use-cases/shifts.ts';
import { signIn } from '../../register/use-cases/sign-in.ts';
import { soak } from '../../register/use-cases/soak.ts';
import { must } from '../must.ts';

const PRODUCTS = [
  'sku,barcode,name,price,department,unit',
  'A1,6928804011142,可口可乐 330ml,1.20,,each',
  'A2,5010251000228,Apple tart,2.35,,each',
  'A3,5000168001142,Oat biscuits,0.99,,each',
  'A4,,Loose pears,3.10,,kg',
].join('\n');

/**
 * Makes a till with articles and a person, rings `count` varied sales on it, and adds what a soak does not do, so that
 * every ledger table has rows. It ends with two sales behind its last Z.
 */
export async function soakTill(folder: string, count: number): Promise<void> {
  const register = must(openTill(folder));
  try {
    const file = join(folder, 'products.csv');
    writeFileSync(file, PRODUCTS);
    must(await importProducts(register, file, 'en'));
    must(soak(register, { count, ackPath: join(folder, 'acknowledged'), seed: 7 }));
    bookNonSale(register);
    saveArticle(register);
    serveMembers(register, folder);
    must(openDrawer(register, { reason: 'change' }));
    must(reprintReceipt(register, register.store.sales.last(1)[0]!.receiptNumber));
    takeAndReverse(register);
    must(moveCash(register, 'pay-in', 1_500, { reason: 'coins' }));
    must(addFirstManager(register, { code: '7', name: 'Ada', pin: '482915' }));
    must(signIn(register, '7', '482915'));
    const { figures } = must(readX(register));
    must(closeShift(register, { countedMinor: figures.expectedCashMinor }));
    must(openShift(register, 5_000));
    sellOne(register);
    sellOne(register);
  } finally {
    register.store.close();
  }
}

/** Rings one department sale, paid in cash, and returns its receipt's number. */
export function sellOne(register: Register): string {
  const department = register.settings.departments[0]!.code;
  must(addDepartmentSale(register, { department, unitPriceE4: 25_000 }));
  must(beginCheckout(register));
  const paid = must(takeTender(register, { tenderCode: 'cash', amountMinor: 250 }));
  if (paid.state !== 'finished') throw new Error('the sale is not paid');
  return paid.sale.receiptNumber;
}

function takeAndReverse(register: Register): void {
  const department = register.settings.departments[0]!.code;
  must(addDepartmentSale(register, { department, unitPriceE4: 25_000 }));
  must(beginCheckout(register));
  must(takeTender(register, { tenderCode: 'card', amountMinor: 100, reference: 'slip' }));
  const [tender] = register.store.sales.openTenders(register.store.baskets.current()!.id);
  must(reverseTender(register, tender!.id, 'card declined'));
  must(leaveCheckout(register));
  must(voidBasket(register, { reason: 'left' }));
}

/** What a soak does not do for members: points held, a coupon given and spent under a rule, two who are one. */
function serveMembers(register: Register, folder: string): void {
  const rules = join(folder, 'rules.json');
  const name = { en: 'Ten off', 'zh-CN': '九折' };
  const coupon = { holder: 'owner', uses: 1 };
  const rule = { id: 'ten', name, offer: { kind: 'order-percent', rateBp: 1_000 }, coupon };
  writeFileSync(rules, JSON.stringify({ promotions: [rule] }));
  must(importPromotions(register, rules, 'en'));
  const [one, other] = ['One', 'Other'].map(
    (each) => must(registerMember(register, { name: each })).member.memberId,
  );
  must(adjustPoints(register, other!, 50, { reason: 'goodwill' }));
  must(mergeMembers(register, other!, one!));
  must(holdPoints(register, { memberId: one!, lotId: null, points: 10 }, { reason: 'asked' }));
  const [given] = must(issueCoupons(register, { ruleId: 'ten', to: [one!], reason: 'birthday' }));
  must(addArticle(register, 'A3'));
  must(setMember(register, one!));
  must(presentCoupon(register, given!.code));
  const { dueInCashMinor } = must(beginCheckout(register));
  must(takeTender(register, { tenderCode: 'cash', amountMinor: dueInCashMinor }));
}

function bookNonSale(register: Register): void {
  const line = { articleCode: 'A1', name: 'broken', quantityThousandths: -2_000, unitPriceE4: 0 };
  const booking = { kind: 'stock-write-off', sourceRef: '489464', amountMinor: 0, residualE7: 0 } as const;
  const payload = { bookingId: register.newId(), ...booking, lines: [line] };
  register.store.commit((writer) =>
    writer.record({ type: 'non-sale.booked', payload }, entryContext(register)),
  );
}

function saveArticle(register: Register): void {
  const article = register.store.catalogue.byCode('A2')!;
  register.store.commit((writer) => {
    const batch = writer.catalogue.begin();
    batch.save({ ...article, priceE4: 25_000 });
    const { code: articleCode, name, priceE4: priceBeforeE4 } = article;
    const payload = { articleCode, name, priceE4: 25_000, priceBeforeE4, digest: batch.finish() };
    writer.record({ type: 'article.saved', payload }, entryContext(register));
  });
}
