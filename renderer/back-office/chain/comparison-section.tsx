import { useState } from 'react';
import { useTime } from '../../parts/clock.tsx';
import { Icon } from '../../parts/icon.tsx';
import type { ChainStatus, DigestCheck } from '../../service/answers.ts';
import { ask, type ScreenError } from '../../service/connection.ts';
import { chainPageText } from '../../text/chain-page-text.ts';
import { useLanguage, useText } from '../../text/use-text.ts';
import { PageFault } from '../page-fault.tsx';
import { useDates } from '../use-dates.ts';

/** The last day that was compared with central, and comparing what central decides with what is here. */
export function ComparisonSection({ day }: { readonly day: ChainStatus['day'] }) {
  const t = useText(chainPageText);
  const { isComparing, check, fault, compare } = useComparison();
  const { longDay } = useDates();
  const dayText = day ? t(`day-${day.status}`, { date: longDay(day.businessDate) }) : t('day-none');
  return (
    <section aria-label={t('day')}>
      <header>
        <h2>{t('day')}</h2>
        <button type="button" className="link" onClick={compare}>
          {t('compare')}
        </button>
      </header>
      <p className="told">
        {day && <Icon name={day.status === 'differs' ? 'warning' : 'shield'} isSmall />}
        {dayText}
      </p>
      <div role="status">
        {isComparing && <p>{t('comparing')}</p>}
        {!isComparing && check && <Checked check={check} />}
      </div>
      <PageFault fault={fault} />
    </section>
  );
}

function Checked({ check: { atUtcMs, isCurrent, differing } }: { readonly check: DigestCheck }) {
  const t = useText(chainPageText);
  const time = useTime();
  const list = new Intl.ListFormat(useLanguage(), { type: 'conjunction' });
  const isEqual = differing.length === 0;
  const at = time(atUtcMs);
  if (!isCurrent && isEqual) return <p>{t('comparedTooEarly')}</p>;
  return (
    <p className="told">
      <Icon name={isEqual ? 'check' : 'warning'} isSmall />
      {isEqual
        ? t('compared', { time: at })
        : t('comparedDiffers', { time: at, scopes: list.format(differing.map(nameOf)) })}
    </p>
  );

  /** A scope that only a later central has keeps its own name. */
  function nameOf(scope: string): string {
    const key = `scope-${scope}`;
    return Object.hasOwn(chainPageText.en, key) ? t(key as keyof typeof chainPageText.en) : scope;
  }
}

function useComparison() {
  const [isComparing, setComparing] = useState(false);
  const [check, setCheck] = useState<DigestCheck | null>(null);
  const [fault, setFault] = useState<ScreenError | null>(null);
  const compare = async () => {
    if (isComparing) return;
    setComparing(true);
    const compared = await ask((service) => service.sync.checkDigests());
    setComparing(false);
    setFault(compared.ok ? null : compared.error);
    if (compared.ok) setCheck(compared.value);
  };
  return { isComparing, check, fault, compare: () => void compare() };
}
