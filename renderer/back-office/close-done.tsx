import { useState } from 'react';
import { denominationsOf } from '../../domain/denominations.ts';
import { useUnsentWords } from '../chain/unsent-words.ts';
import { Icon } from '../parts/icon.tsx';
import { Money, useMoney } from '../parts/money.tsx';
import { usePaperLanguage } from '../receipt/receipt-document.ts';
import { saveFile } from '../receipt/save-file.ts';
import type { ClosedShift } from '../service/answers.ts';
import { ask, type ScreenError } from '../service/connection.ts';
import { showScreen } from '../state/screen.ts';
import { refreshTill, useTill } from '../state/till.ts';
import { closeText } from '../text/close-text.ts';
import { useText } from '../text/use-text.ts';
import { StepBar, zNumberText } from './close-frame.tsx';
import { DrawerRows, OverShort } from './drawer-rows.tsx';
import { Face } from './face.tsx';
import { OfficePage } from './office-page.tsx';
import { PageFault } from './page-fault.tsx';
import { ReportPaper } from './report-paper.tsx';
import { useDates } from './use-dates.ts';

interface CloseDoneProps {
  readonly closed: ClosedShift;
  readonly keptCount: number;
}

/** The shift is closed: what was counted, how it came out, and the Z. */
export function CloseDone({ closed: { stored, document }, keptCount }: CloseDoneProps) {
  const t = useText(closeText);
  const { amount } = useMoney();
  const { longDay } = useDates();
  const { closed } = stored;
  const number = zNumberText(closed.zNumber);
  const hints = {
    held: keptCount > 0 ? t('heldKept', { count: keptCount }) : t('heldNone'),
    count: t('counted', { amount: amount(closed.countedMinor) }),
    result: `${t(closed.overShortMinor === 0 ? 'even' : closed.overShortMinor < 0 ? 'short' : 'over')} ${amount(closed.overShortMinor)}`,
    z: t('zMade', { number }),
  };
  return (
    <OfficePage
      page="shifts"
      title={t('titleDone', { number: closed.number })}
      subtitle={longDay(stored.businessDate)}
      aside={<ReportPaper document={document} />}
    >
      <StepBar step="z" hints={hints} isDone />
      <div className="sheet close-done">
        <section aria-label={t('stepCount')}>
          <h2>{t('stepCount')}</h2>
          <CountedFaces count={closed.count} />
        </section>
        <section aria-label={t('stepResult')}>
          <h2>{t('stepResult')}</h2>
          <DrawerRows drawer={closed.figures} countedMinor={closed.countedMinor} />
          <OverShort minor={closed.overShortMinor} />
          {closed.reason !== null && <p className="meta">{closed.reason}</p>}
        </section>
        <DoneBar stored={stored} />
      </div>
    </OfficePage>
  );
}

function CountedFaces({ count }: { readonly count: ClosedShift['stored']['closed']['count'] }) {
  const currency = useTill((state) => state.status?.settings.shop.currency ?? 'CNY');
  const denominations = denominationsOf(currency);
  return (
    <ul className="amount-rows">
      {(count ?? []).map(({ faceMinor, pieces }, index) => {
        const denomination = denominations[index] ?? { faceMinor, kind: 'coin' };
        if (pieces === 0) return null;
        return (
          <li key={`${denomination.kind} ${faceMinor}`}>
            <Face denomination={denomination} />
            <span className="muted">{`× ${pieces}`}</span>
            <Money minor={faceMinor * pieces} />
          </li>
        );
      })}
    </ul>
  );
}

/** What is left to do: a file of the Z, and going home. */
function DoneBar({ stored: { closed, closedAtUtcMs } }: Pick<ClosedShift, 'stored'>) {
  const t = useText(closeText);
  const { seconds } = useDates();
  const language = usePaperLanguage();
  const unsent = useUnsentWords();
  const [fault, setFault] = useState<ScreenError | null>(null);
  const savePdf = async () => {
    const file = await ask((service) => service.shift.zPdf({ zNumber: closed.zNumber, language }));
    if (file.ok) saveFile(file.value);
    setFault(file.ok ? null : file.error);
  };
  const finish = async () => {
    await ask((service) => service.session.signOut());
    showScreen('counter');
    await refreshTill();
  };
  return (
    <footer>
      <Icon name="check" />
      <p role="status">
        <b>{t('zReady', { number: zNumberText(closed.zNumber), time: seconds(closedAtUtcMs) })}</b>
        <span className="meta">
          {[t('zKept', { seq: closed.headSeq + 1 }), unsent].filter(Boolean).join(' ')}
        </span>
      </p>
      <PageFault fault={fault} />
      <button type="button" className="plain" onClick={() => void savePdf()}>
        <Icon name="download" isSmall />
        {t('pdf')}
      </button>
      <button
        type="button"
        className="primary"
        autoFocus
        title={t('finishHint')}
        onClick={() => void finish()}
      >
        {t('finish')}
      </button>
    </footer>
  );
}
