import { Icon } from '../parts/icon.tsx';
import { notify, useCounter } from '../state/counter.ts';
import { counterText } from '../text/counter-text.ts';
import { useErrorText, useText } from '../text/use-text.ts';

/** One sentence over the end of the basket, where the newest line is: what was refused and what to do, or what was done. */
export function NoticeBar() {
  const t = useText(counterText);
  const errorText = useErrorText();
  const notice = useCounter((state) => state.notice);
  return (
    <div className="notices" aria-live="assertive">
      {notice && (
        <div className={notice.kind === 'fault' ? 'notice fault' : 'notice'}>
          <Icon name={notice.kind === 'done' ? 'check' : 'warning'} />
          <p>{notice.kind === 'fault' ? errorText(notice.error) : notice.text}</p>
          {notice.kind === 'attention' && notice.act && (
            <button type="button" className="link" onClick={notice.act.run}>
              {notice.act.label}
            </button>
          )}
          {notice.kind === 'fault' && notice.mend && (
            <button type="button" className="link" onClick={notice.mend.act}>
              {t(notice.mend.label)}
            </button>
          )}
          {notice.kind === 'done' && notice.undo && (
            <button type="button" className="link" onClick={notice.undo}>
              {t('undo')}
            </button>
          )}
          <button type="button" className="close" aria-label={t('dismiss')} onClick={() => notify(null)}>
            <Icon name="close" isSmall />
          </button>
        </div>
      )}
    </div>
  );
}
