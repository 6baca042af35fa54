import { refundText } from '../text/refund-text.ts';
import { useText } from '../text/use-text.ts';

interface ReasonsProps {
  readonly reason: string | null;
  readonly onChoose: (reason: string) => void;
}

/** Why goods come back, at a touch. It is kept with what is returned from then on. */
export function Reasons({ reason, onChoose }: ReasonsProps) {
  const t = useText(refundText);
  const reasons = [t('wrong'), t('faulty'), t('unwanted'), t('price')];
  return (
    <div className="reasons" role="group" aria-label={t('reason')}>
      <span className="label">{t('reason')}</span>
      {reasons.map((text) => (
        <button
          type="button"
          key={text}
          className="plain"
          aria-pressed={text === reason}
          onClick={() => onChoose(text)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
