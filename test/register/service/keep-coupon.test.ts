import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Result } from '../../../domain/result.ts';
import { keepCoupon, scanKept } from '../../../register/service/keep-coupon.ts';
import type { ServiceSync } from '../../../register/service/service-sync.ts';
import type { TillKeeper } from '../../../register/service/till-keeper.ts';
import { takeSnapshot } from '../../../register/snapshot.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { presentCoupon } from '../../../register/use-cases/basket-membership.ts';
import { beginCheckout } from '../../../register/use-cases/checkout.ts';
import { scan, type ScanOutcome } from '../../../register/use-cases/scan.ts';
import { openJoinedTill, pullPromotions, tellPolicy } from '../chain-till.ts';
import { codeOf, okOf, type TestTill } from '../till.ts';
import { ruleOf } from '../use-cases/back-office-rules.ts';

const COUPON_ID = '01a00000-0000-7000-8000-0000000000c1';
const CODE = 'GIFT12345';

type Hold = Parameters<ServiceSync['hold']>[0];
type Outcome = Awaited<ReturnType<ServiceSync['hold']>>;

let till: TestTill;
let asked: Hold[];
let answers: Outcome;

beforeEach(() => {
  asked = [];
  answers = { kind: 'granted', account: null };
  till = openJoinedTill();
  const offer = { kind: 'order-amount', amountMinor: 100 } as const;
  const coupon = { holder: 'bearer', uses: 1, isStackable: true, sharedCode: null } as const;
  pullPromotions(till.register, [ruleOf('gift', offer, { coupon })]);
  till.register.store.commit((writer) =>
    writer.chain.saveCoupon(COUPON_ID, {
      code: CODE,
      ruleId: 'gift',
      memberId: null,
      expiresOn: null,
      useCount: 0,
      isVoided: false,
    }),
  );
  okOf(addArticle(till.register, 'book', {}));
});
afterEach(() => till.remove());

/** The calls of a counter on this till, and a central that answers as a test wants. */
function context() {
  const run: TillKeeper['run'] = (_caller, work) => work(till.register);
  const hold: ServiceSync['hold'] = (request) => {
    asked.push(request);
    return Promise.resolve(answers);
  };
  return { keeper: { run } as TillKeeper, caller: 'counter' as const, sync: { hold } as ServiceSync };
}

/** A scan of the coupon, as the counter makes it. */
async function scanCoupon(): Promise<Result<ScanOutcome>> {
  return scanKept(context(), CODE, () => scan(till.register, CODE, {}));
}

function presented(): string[] {
  return (till.register.store.baskets.current()?.membership.coupons ?? []).map(({ code }) => code);
}

describe('a coupon of a chain', () => {
  test('is laid on the counter without asking anybody, as long as nothing is paid', async () => {
    const laid = scanKept(context(), CODE, () => scan(till.register, CODE, {}));
    expect(laid).not.toBeInstanceOf(Promise);
    okOf(await keepCoupon(context(), { couponId: COUPON_ID }));
    expect(asked).toEqual([]);
    expect(presented()).toEqual([CODE]);
  });

  test('is kept by central before a sale that is being paid has it, scanned or chosen', async () => {
    okOf(beginCheckout(till.register));
    expect(okOf(await scanCoupon())).toMatchObject({ kind: 'coupon' });
    expect(asked).toMatchObject([{ couponIds: [COUPON_ID], points: 0 }]);
    expect(presented()).toEqual([CODE]);
    // What is kept is not asked for again.
    okOf(await keepCoupon(context(), { couponId: COUPON_ID }));
    expect(asked).toHaveLength(1);
  });

  test('is not in the sale where central says that it was used', async () => {
    answers = { kind: 'refused', refusal: 'coupon-used', couponId: COUPON_ID };
    okOf(beginCheckout(till.register));
    expect(codeOf(await scanCoupon())).toBe('coupon-used');
    expect(presented()).toEqual([]);
    tellPolicy(till.register, {
      points: { kind: 'none' },
      coupons: { kind: 'capped', eachMinor: 1_000, perOutageMinor: 1_000 },
      otherTillRefundMaxMinor: 0,
    });
    expect(codeOf(await scanCoupon())).toBe('coupon-used');
    expect(presented()).toEqual([]);
    expect(codeOf(await keepCoupon(context(), { code: CODE }))).toBe('coupon-used');
  });

  test('follows the policy of the chain where central cannot be asked', async () => {
    answers = { kind: 'offline' };
    okOf(beginCheckout(till.register));
    expect(codeOf(await scanCoupon())).toBe('unasked-coupon');
    tellPolicy(till.register, {
      points: { kind: 'none' },
      coupons: { kind: 'capped', eachMinor: 1_000, perOutageMinor: 1_000 },
      otherTillRefundMaxMinor: 0,
    });
    expect(okOf(await scanCoupon())).toMatchObject({ kind: 'coupon' });
    expect(takeSnapshot(till.register).offers?.coupons).toMatchObject([
      { isPresented: true, savesMinor: 100 },
    ]);
  });
});

describe('what is no coupon', () => {
  test('is over when the scan is, also while a sale is being paid', () => {
    okOf(beginCheckout(till.register));
    for (const code of ['4006381333931', 'NOTHING', '283456789012345678']) {
      expect(scanKept(context(), code, () => scan(till.register, code, {}))).not.toBeInstanceOf(Promise);
    }
    expect(codeOf(presentCoupon(till.register, 'NOTHING'))).toBe('coupon-unknown');
    expect(asked).toEqual([]);
  });
});
