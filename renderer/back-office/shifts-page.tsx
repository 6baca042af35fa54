import { useState } from 'react';
import type { ReceiptDocument } from '../../domain/receipt/document.ts';
import type { Result } from '../../domain/result.ts';
import { DrawerForm, type DrawerAct } from '../counter/drawer-pane.tsx';
import { useKeys } from '../keys/use-keys.ts';
import { usePaperLanguage } from '../receipt/receipt-document.ts';
import { saveFile } from '../receipt/save-file.ts';
import { ask, type ScreenError } from '../service/connection.ts';
import { perform } from '../state/counter.ts';
import { showScreen } from '../state/screen.ts';
import { useTill } from '../state/till.ts';
import { officeText } from '../text/back-office-text.ts';
import { shiftsText } from '../text/shifts-text.ts';
import { useText } from '../text/use-text.ts';
import { CashMoves } from './cash-moves.tsx';
import { OfficePage } from './office-page.tsx';
import { PageFault } from './page-fault.tsx';
import { ReportPaper } from './report-paper.tsx';
import { ShiftHistory } from './shift-history.tsx';
import './shifts.css';
import { useAnswer } from './use-answer.ts';
import { useDates } from './use-dates.ts';

/** What stands beside the page: a form for cash, or a report on paper. */
type Beside =
  | { readonly kind: 'act'; readonly act: DrawerAct }
  | { readonly kind: 'paper'; readonly document: ReceiptDocument; readonly zNumber: number | null };

/** The open shift with its cash, and the shifts before it. */
export function ShiftsPage() {
  const t = useText(shiftsText);
  const { value: status, fault, refresh } = useAnswer('', (service) => service.shift.status());
  const hasShift = useTill((state) => state.status?.shift !== null);
  const [done, setDone] = useState<string | null>(null);
  const { beside, setBeside, refused, showX, showZ } = useBeside();
  useKeys({ back: () => (beside ? setBeside(null) : showScreen('counter')) });
  const aside = beside && (
    <BesidePage
      beside={beside}
      onClose={() => setBeside(null)}
      onDone={(text) => {
        setDone(text);
        setBeside(null);
        void refresh();
      }}
    />
  );
  return (
    <OfficePage
      page="shifts"
      title={t('title')}
      subtitle={<OpenedBy status={status} />}
      actions={status && <ShiftActions onX={showX} />}
      aside={aside}
    >
      <PageFault fault={refused ?? fault} />
      {done !== null && (
        <p className="notice" role="status">
          {done}
        </p>
      )}
      <div className="sheet shifts">
        {status ? (
          <CashMoves
            status={status}
            chosen={beside?.kind === 'act' ? beside.act : null}
            onAct={(act) => setBeside({ kind: 'act', act })}
          />
        ) : (
          !hasShift && <NoShift />
        )}
        <ShiftHistory shiftNumber={status?.shift.number ?? 0} onShowZ={showZ} />
      </div>
    </OfficePage>
  );
}

/** What was asked for last, and why a report was not shown. */
function useBeside() {
  const language = usePaperLanguage();
  const [beside, setBeside] = useState<Beside | null>(null);
  const [refused, setRefused] = useState<ScreenError | null>(null);
  const show = (
    read: Result<{ readonly document: ReceiptDocument }, ScreenError>,
    zNumber: number | null,
  ) => {
    setRefused(read.ok ? null : read.error);
    if (read.ok) setBeside({ kind: 'paper', document: read.value.document, zNumber });
  };
  const showX = async () =>
    show(
      await perform((service, approval) => service.shift.readX({ language, ...(approval && { approval }) })),
      null,
    );
  const showZ = async (zNumber: number) =>
    show(
      await perform((service, approval) =>
        service.shift.readZ({ zNumber, language, ...(approval && { approval }) }),
      ),
      zNumber,
    );
  return {
    beside,
    setBeside,
    refused,
    showX: () => void showX(),
    showZ: (zNumber: number) => void showZ(zNumber),
  };
}

function OpenedBy({ status }: { readonly status: Parameters<typeof CashMoves>[0]['status'] | null }) {
  const t = useText(shiftsText);
  const office = useText(officeText);
  const { moment } = useDates();
  if (!status) return null;
  const { number, openedAtUtcMs } = status.shift;
  return (
    <>
      {t('openShift', { number, at: moment(openedAtUtcMs), name: status.openedByName ?? office('unnamed') })}
    </>
  );
}

function ShiftActions({ onX }: { readonly onX: () => void }) {
  const t = useText(shiftsText);
  return (
    <>
      <button type="button" className="plain" onClick={onX}>
        {t('xReport')}
      </button>
      <button type="button" className="primary" onClick={() => showScreen('back-office', 'close')}>
        {t('closeShift')}
      </button>
    </>
  );
}

function NoShift() {
  const t = useText(shiftsText);
  return (
    <section className="no-shift">
      <p>{t('noShift')}</p>
      <button type="button" className="plain" onClick={() => showScreen('counter')}>
        {t('toCounter')}
      </button>
    </section>
  );
}

interface BesidePageProps {
  readonly beside: Beside;
  readonly onClose: () => void;
  readonly onDone: (text: string) => void;
}

function BesidePage({ beside, onClose, onDone }: BesidePageProps) {
  const t = useText(shiftsText);
  const office = useText(officeText);
  const language = usePaperLanguage();
  const [fault, setFault] = useState<ScreenError | null>(null);
  const savePdf = async (zNumber: number) => {
    const file = await ask((service) => service.shift.zPdf({ zNumber, language }));
    if (file.ok) saveFile(file.value);
    setFault(file.ok ? null : file.error);
  };
  if (beside.kind === 'act') {
    return (
      <section className="cash-act" aria-label={t(`act-${beside.act}`)}>
        <h2>{t(`act-${beside.act}`)}</h2>
        <DrawerForm key={beside.act} act={beside.act} onDone={onDone} />
        <button type="button" className="plain" onClick={onClose}>
          {office('cancel')}
        </button>
      </section>
    );
  }
  const { document, zNumber } = beside;
  return (
    <>
      <ReportPaper document={document} />
      <PageFault fault={fault} />
      <div className="aside-actions">
        {zNumber !== null && (
          <button type="button" className="plain" onClick={() => void savePdf(zNumber)}>
            {t('pdf')}
          </button>
        )}
        <button type="button" className="plain" onClick={onClose}>
          {office('close')}
        </button>
      </div>
      {zNumber !== null && <p className="meta">{t('copyNote')}</p>}
    </>
  );
}
