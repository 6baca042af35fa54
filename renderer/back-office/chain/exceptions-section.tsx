import { describeSyncException } from '../../../domain/text/sync-exception-text.ts';
import { useNumber } from '../../member/points-words.ts';
import { Icon } from '../../parts/icon.tsx';
import { useMoney } from '../../parts/money.tsx';
import type { ChainException } from '../../service/answers.ts';
import { chainPageText } from '../../text/chain-page-text.ts';
import { useLanguage, useText } from '../../text/use-text.ts';
import { PageFault } from '../page-fault.tsx';
import { useAnswer } from '../use-answer.ts';
import { useDates } from '../use-dates.ts';

const EXCEPTIONS_SHOWN = 50;

/** What central could not apply as it was written, each with what to do. */
export function ExceptionsSection({ openCount }: { readonly openCount: number }) {
  const t = useText(chainPageText);
  const { value, fault } = useAnswer(`${openCount}`, (service) =>
    service.sync.exceptions({ limit: EXCEPTIONS_SHOWN }),
  );
  return (
    <section aria-label={t('exceptions')}>
      <header>
        <h2>{t('exceptions')}</h2>
        {openCount > 0 && <span className="chip">{t('openOf', { open: openCount })}</span>}
      </header>
      <PageFault fault={fault} />
      {value?.rows.length === 0 && <p className="muted">{t('noExceptions')}</p>}
      {value && value.rows.length > 0 && (
        <>
          <ul className="chain-exceptions">
            {value.rows.map((exception) => (
              <ExceptionRow key={exception.id} exception={exception} />
            ))}
          </ul>
          <p className="meta">{t('resolveAt')}</p>
        </>
      )}
    </section>
  );
}

function ExceptionRow({ exception }: { readonly exception: ChainException }) {
  const t = useText(chainPageText);
  const language = useLanguage();
  const number = useNumber();
  const { amount } = useMoney();
  const { moment } = useDates();
  const { points, amountMinor, till, atUtcMs, isResolved, note } = exception;
  const sentence = describeSyncException(
    { ...exception, points: number(points), amount: amount(amountMinor) },
    language,
  );
  return (
    <li className={isResolved ? 'muted' : undefined}>
      <Icon name={isResolved ? 'check' : 'warning'} isSmall />
      <span>
        <span>{sentence}</span>
        <span className="meta">
          {[moment(atUtcMs), till, isResolved && (note ? t('resolvedAs', { note }) : t('resolved'))]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
    </li>
  );
}
