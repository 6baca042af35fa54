import { Icon } from '../parts/icon.tsx';
import { journalPageText } from '../text/journal-page-text.ts';
import { officeText } from '../text/back-office-text.ts';
import { useErrorText, useLanguage, useText } from '../text/use-text.ts';
import { cancelVerify, useBooksCheck, verifyBooks } from './books-check.ts';
import { useDates } from './use-dates.ts';

/** How far the books are proved, and proving them. */
export function VerifyActions() {
  const t = useText(journalPageText);
  const office = useText(officeText);
  const language = useLanguage();
  const running = useBooksCheck((state) => state.running);
  const share = running ? running.done / Math.max(1, running.total) : 0;
  const percent = new Intl.NumberFormat(language, { style: 'percent' }).format(Math.min(1, share));
  return (
    <>
      <VerifyState />
      {running ? (
        <button type="button" className="plain" onClick={cancelVerify}>
          {t('verifying', { share: percent })} · {office('cancel')}
        </button>
      ) : (
        <button type="button" className="plain" onClick={() => void verifyBooks()}>
          <Icon name="refresh" isSmall />
          {t('verify')}
        </button>
      )}
    </>
  );
}

function VerifyState() {
  const t = useText(journalPageText);
  const errorText = useErrorText();
  const { moment } = useDates();
  const { verifiedPosition, verifiedAtUtcMs, broken, fault } = useBooksCheck();
  const isVerified = verifiedAtUtcMs !== null;
  const title =
    broken !== null
      ? t('broken')
      : isVerified
        ? t('verified', { entry: verifiedPosition })
        : t('notVerified');
  const hint = (): string => {
    if (fault) return errorText(fault);
    if (broken !== null) return t('brokenHint', { detail: broken });
    return isVerified ? t('verifiedHint', { time: moment(verifiedAtUtcMs) }) : t('notVerifiedHint');
  };
  return (
    <p className={`verify-state ${broken !== null ? 'danger' : isVerified ? 'proved' : ''}`} role="status">
      <Icon name={broken === null ? 'shield' : 'warning'} />
      <span>
        <b>{title}</b>
        <span className="meta">{hint()}</span>
      </span>
    </p>
  );
}
