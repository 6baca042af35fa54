import { useState } from 'react';
import { useKeys } from '../keys/use-keys.ts';
import type { ScreenError } from '../service/connection.ts';
import { showScreen } from '../state/screen.ts';
import { useTill } from '../state/till.ts';
import { closeText } from '../text/close-text.ts';
import { useText } from '../text/use-text.ts';
import { CloseCount, type PiecesTyped } from './close-count.tsx';
import { CloseDone } from './close-done.tsx';
import type { StepFacts } from './close-frame.tsx';
import { CloseHeld } from './close-held.tsx';
import { CloseResult } from './close-result.tsx';
import './close.css';
import { OfficePage } from './office-page.tsx';
import { PageFault } from './page-fault.tsx';
import { useAnswer } from './use-answer.ts';
import { useClosing } from './use-closing.ts';

/**
 * Closes the shift in four steps: sales that are not finished, the drawer counted without knowing what must be in it, the
 * difference with its reason, the Z.
 */
export function ClosePage() {
  const { value: status, fault, refresh } = useAnswer('', (service) => service.shift.status());
  const closing = useClosing();
  const { step, outcome, closed, refused, goTo } = closing;
  const [kept, setKept] = useState<readonly string[]>([]);
  const [pieces, setPieces] = useState<PiecesTyped>({});
  useKeys({
    back: () => (step === 'count' ? goTo('held') : showScreen('back-office', 'shifts')),
  });
  if (closed) return <CloseDone closed={closed} keptCount={kept.length} />;
  if (!status) return <NothingToClose fault={fault} />;
  const facts: StepFacts = { status, step, keptCount: kept.length, outcome, refused };
  if (step === 'held') {
    return (
      <CloseHeld
        facts={facts}
        kept={kept}
        onKeep={(id) => setKept([...kept, id])}
        onRefused={closing.refuse}
        onChanged={() => void refresh()}
        onNext={() => goTo('count')}
      />
    );
  }
  if (step === 'count' || !outcome) {
    return (
      <CloseCount
        facts={facts}
        pieces={pieces}
        onChange={setPieces}
        onSubmit={(count) => void closing.submit(count)}
      />
    );
  }
  return (
    <CloseResult
      facts={facts}
      outcome={outcome}
      onAgain={() => goTo('count')}
      onConfirm={(reason) => void closing.confirm(reason)}
    />
  );
}

/** There is no open shift, or it could not be read. */
function NothingToClose({ fault }: { readonly fault: ScreenError | null }) {
  const t = useText(closeText);
  const hasShift = useTill((state) => state.status?.shift !== null);
  return (
    <OfficePage page="shifts" title={t('stepZ')}>
      <PageFault fault={fault} />
      {!hasShift && (
        <div className="notice">
          {t('noShift')}
          <button type="button" className="link" onClick={() => showScreen('back-office', 'shifts')}>
            {t('backToShifts')}
          </button>
        </div>
      )}
    </OfficePage>
  );
}
