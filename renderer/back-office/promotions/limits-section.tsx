import type { ReactNode } from 'react';
import { useNumber } from '../../member/points-words.ts';
import { useMoney } from '../../parts/money.tsx';
import type { PromotionPageData } from '../../service/answers.ts';
import { promotionsText } from '../../text/promotions-text.ts';
import { useText } from '../../text/use-text.ts';
import { useDates } from '../use-dates.ts';
import { dayCount, daysOf } from './validity-days.ts';

/** How long the rule counts and how often, with what is used up of it. */
export function LimitsSection({ page }: { readonly page: PromotionPageData }) {
  const t = useText(promotionsText);
  const { amount } = useMoney();
  const number = useNumber();
  const { promotion, use } = page;
  const { perSale, perMember, perMemberPerDay, perDay, inAll, budgetMinor } = promotion.limits;
  const times = (count: number) => (count === 1 ? t('once') : t('times', { number: number(count) }));
  const plain = [
    [t('perSale'), perSale],
    [t('perMember'), perMember],
    [t('perMemberPerDay'), perMemberPerDay],
  ] as const;
  const hasLimits = Object.values(promotion.limits).some((limit) => limit !== undefined);
  return (
    <section className="limits" aria-label={t('limits')}>
      <header>
        <h2>{t('limits')}</h2>
        <span className="meta">
          <DayNote page={page} />
        </span>
      </header>
      <Days page={page} />
      <dl className="fact-list wide">
        {budgetMinor !== undefined && use && (
          <UsedRow label={t('budget')} used={use.spentMinor} limit={budgetMinor}>
            <b>{amount(budgetMinor)}</b>{' '}
            {t('budgetUsed', {
              used: amount(use.spentMinor),
              left: amount(Math.max(0, budgetMinor - use.spentMinor)),
            })}
          </UsedRow>
        )}
        {inAll !== undefined && use && (
          <UsedRow label={t('inAll')} used={use.inAll} limit={inAll}>
            {t('usedOf', { used: number(use.inAll), limit: number(inAll) })}
          </UsedRow>
        )}
        {perDay !== undefined && use && (
          <UsedRow label={t('perDay')} used={use.today} limit={perDay}>
            {t('usedOf', { used: number(use.today), limit: number(perDay) })}
          </UsedRow>
        )}
        {plain.map(
          ([label, limit]) =>
            limit !== undefined && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{times(limit)}</dd>
              </div>
            ),
        )}
      </dl>
      {!hasLimits && <p className="meta">{t('noLimits')}</p>}
    </section>
  );
}

interface UsedRowProps {
  readonly label: string;
  readonly used: number;
  readonly limit: number;
  readonly children: ReactNode;
}

function UsedRow({ label, used, limit, children }: UsedRowProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {children}
        <span className="meter" aria-hidden="true">
          <span style={{ width: `${Math.min(1, used / limit) * 100}%` }} />
        </span>
      </dd>
    </div>
  );
}

/** Where today is in the rule's days, in a few words. */
function DayNote({ page: { promotion, today } }: { readonly page: PromotionPageData }) {
  const t = useText(promotionsText);
  const { date } = useDates();
  const { validFrom, validTo } = promotion;
  if (validTo !== null && today > validTo) return t('over', { date: date(validTo) });
  if (validFrom !== null && today < validFrom) return t('begins', { days: dayCount(today, validFrom) });
  if (validFrom === null || validTo === null) return t('noEnd');
  return t('dayOf', { day: dayCount(validFrom, today) + 1, days: dayCount(validFrom, validTo) + 1 });
}

/** The days from the first to the last, those that are gone filled; an open end has none. */
function Days({ page: { promotion, today } }: { readonly page: PromotionPageData }) {
  const t = useText(promotionsText);
  const { date, day } = useDates();
  const { validFrom, validTo } = promotion;
  if (validFrom === null && validTo === null) return <p className="valid-days-text">{t('always')}</p>;
  return (
    <div className="valid-days">
      {validFrom !== null && validTo !== null && (
        <span className="days" aria-hidden="true">
          {daysOf(validFrom, validTo, today).map(({ key, is }) => (
            <span key={key} className={is} />
          ))}
        </span>
      )}
      <span className="ends meta">
        <span>{validFrom === null ? t('always') : date(validFrom)}</span>
        <b>{t('today', { date: day(today) })}</b>
        <span>{validTo === null ? t('noEnd') : date(validTo)}</span>
      </span>
    </div>
  );
}
