import { useTime } from '../parts/clock.tsx';
import { Icon } from '../parts/icon.tsx';
import { useMoney } from '../parts/money.tsx';
import { useTill } from '../state/till.ts';
import { signInText } from '../text/sign-in-text.ts';
import { useLanguage, useText } from '../text/use-text.ts';

/** Whether a shift is open, since when and by whom. */
export function ShiftCard() {
  const t = useText(signInText);
  const time = useTime();
  const { amount } = useMoney();
  const language = useLanguage();
  const shift = useTill((state) => state.status?.shift ?? null);
  if (!shift) {
    return (
      <section className="shift-card card">
        <Icon name="drawer" />
        <p>
          <b>{t('shiftClosed')}</b>
          <br />
          <span className="meta">{t('shiftClosedHint')}</span>
        </p>
      </section>
    );
  }
  const day = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    month: 'long',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(shift.businessDate));
  return (
    <section className="shift-card card">
      <Icon name="drawer" />
      <p>
        <b>{t('shiftOpen', { number: shift.number })}</b>
        <br />
        <span className="meta">
          {t('shiftOpenedBy', {
            time: time(shift.openedAtUtcMs),
            name: shift.openedByName ?? '',
            float: amount(shift.floatMinor),
          })}
        </span>
      </p>
      <span className="meta">{t('businessDay', { date: day })}</span>
    </section>
  );
}
