import { useState, type FormEvent, type ReactNode } from 'react';
import { Dialog } from '../../../../renderer/parts/dialog.tsx';
import { useText } from '../state/language.ts';
import type { Answer, PageError } from '../state/office.ts';
import { frameText } from '../text/frame-text.ts';
import { Fault } from './basics.tsx';

interface ActDialogProps<Value> {
  readonly title: string;
  /** What the button says that does it. */
  readonly act: string;
  readonly isDanger?: boolean;
  readonly isReady?: boolean;
  readonly onAct: () => Promise<Answer<Value>>;
  readonly onDone: (value: Value) => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A question with its fields. It stays open, with what was typed, for as long as central refuses. */
export function ActDialog<Value>(props: ActDialogProps<Value>) {
  const { title, act, isDanger = false, isReady = true, onAct, onDone, onClose, children } = props;
  const t = useText(frameText);
  const [error, setError] = useState<PageError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    const answer = await onAct();
    setBusy(false);
    if (answer.ok) onDone(answer.value);
    else setError(answer.error);
  };
  return (
    <Dialog title={title} onClose={onClose} isAlert={isDanger}>
      <form onSubmit={(event) => void submit(event)}>
        {children}
        <Fault error={error} />
        <div className="actions">
          <button type="button" className="plain" onClick={onClose}>
            {t('cancel')}
          </button>
          <button
            type="submit"
            className={isDanger ? 'plain danger' : 'primary'}
            disabled={isBusy || !isReady}
          >
            {act}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
