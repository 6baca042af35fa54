import { useState, type FormEvent } from 'react';
import { Asking } from '../chain/asking.tsx';
import { OfflineLimit } from '../chain/offline-limits.tsx';
import { usePending } from '../chain/use-pending.ts';
import { useDates } from '../back-office/use-dates.ts';
import { useRuleName } from '../counter/rule-names.ts';
import { useMissingWords } from '../counter/use-missing-words.ts';
import { keysOf } from '../keys/actions.ts';
import { Icon } from '../parts/icon.tsx';
import { useMoney } from '../parts/money.tsx';
import type { CounterCoupon } from '../service/answers.ts';
import { change, useCounter } from '../state/counter.ts';
import { useTill } from '../state/till.ts';
import { missingShort } from '../text/missing-text.ts';
import { offersText } from '../text/offers-text.ts';
import { useText } from '../text/use-text.ts';
import { isMoneyTaken } from './checkout-state.ts';
import './loyalty.css';

const none: readonly CounterCoupon[] = [];
const CODE_MAX_LENGTH = 128;

type Track = ReturnType<typeof usePending>['track'];

/** The coupons of the member and those laid on the counter, each with what it takes off this sale; one more by its code. */
export function CouponsCard() {
  const t = useText(offersText);
  const hasMember = useCounter((state) => Boolean(state.snapshot?.member));
  const discountKey = useTill((state) => keysOf(state.status?.settings.keys ?? {}).discount);
  const held = useCounter((state) => state.snapshot?.offers?.coupons ?? none);
  const isFixed = useCounter(({ snapshot }) => isMoneyTaken(snapshot));
  const { isPending, track } = usePending();
  const coupons = isFixed ? held.filter(({ isPresented }) => isPresented) : held;
  if (coupons.length === 0 && (isFixed || !hasMember)) return null;
  return (
    <section className="card coupons" aria-label={t('coupons')}>
      <h2>
        <Icon name="coupon" />
        {t('coupons')}
        {!isFixed && (
          <>
            <kbd aria-hidden="true">{discountKey}</kbd>
            <CodeEntry track={track} />
          </>
        )}
      </h2>
      <Asking isPending={isPending} />
      {!isFixed && <OfflineLimit what="coupons" />}
      {coupons.length === 0 && <p className="meta">{t('noCoupons')}</p>}
      <ul>
        {coupons.map((coupon) => (
          <CouponRow key={coupon.couponId} coupon={coupon} isFixed={isFixed} track={track} />
        ))}
      </ul>
    </section>
  );
}

interface CouponRowProps {
  readonly coupon: CounterCoupon;
  readonly isFixed: boolean;
  readonly track: Track;
}

function CouponRow({ coupon, isFixed, track }: CouponRowProps) {
  const t = useText(offersText);
  const { day } = useDates();
  const ruleName = useRuleName();
  const { couponId, ruleId, code, expiresOn, isPresented, missing } = coupon;
  const toggle = () =>
    track(
      change((service) =>
        isPresented ? service.basket.removeCoupon({ couponId }) : service.basket.chooseCoupon({ couponId }),
      ),
    );
  const until = expiresOn && t('couponUntil', { date: day(expiresOn) });
  return (
    <li>
      <button
        type="button"
        className="coupon"
        role="checkbox"
        aria-checked={isPresented}
        disabled={isFixed || (missing.length > 0 && !isPresented)}
        onClick={() => void toggle()}
      >
        <span className="box">{isPresented && <Icon name="check" isSmall />}</span>
        <span className="goods">
          <span className="name">{ruleName(ruleId)}</span>
          <span className="meta">{[code, until].filter(Boolean).join(' · ')}</span>
        </span>
        <CouponValue coupon={coupon} />
      </button>
    </li>
  );
}

/** What the coupon takes off, or what is missing for it. */
function CouponValue({ coupon: { missing, savesMinor } }: { readonly coupon: CounterCoupon }) {
  const t = useText(offersText);
  const { amount } = useMoney();
  const words = useMissingWords();
  if (missing[0]) return <span className="muted lack">{missingShort(missing[0], words)}</span>;
  if (savesMinor === 0) return <span className="muted lack">{t('couponSavesNothing')}</span>;
  return <span className="money saving">{amount(-savesMinor)}</span>;
}

/** A code that is typed where it cannot be scanned. */
function CodeEntry({ track }: { readonly track: Track }) {
  const t = useText(offersText);
  const [code, setCode] = useState<string | null>(null);
  if (code === null) {
    return (
      <button type="button" className="link" onClick={() => setCode('')}>
        {t('enterCode')}
      </button>
    );
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const typed = code.trim();
    if (typed === '' || (await track(change((service) => service.basket.presentCoupon({ code: typed })))))
      setCode(null);
  };
  return (
    <form className="code-entry" onSubmit={(event) => void submit(event)}>
      <input
        autoFocus
        aria-label={t('couponCode')}
        placeholder={t('couponCode')}
        autoComplete="off"
        spellCheck={false}
        maxLength={CODE_MAX_LENGTH}
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <button type="submit" className="plain">
        {t('addCode')}
      </button>
    </form>
  );
}
