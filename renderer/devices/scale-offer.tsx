import { describeDeviceFault } from '../../domain/text/device-text.ts';
import { quantityText } from '../../domain/quantity.ts';
import { Icon } from '../parts/icon.tsx';
import { devicesText } from '../text/devices-text.ts';
import { useErrorText, useLanguage, useText } from '../text/use-text.ts';
import { gramsOf, readingWords } from './scale-words.ts';
import type { Scale } from './use-scale.ts';

interface ScaleOfferProps {
  readonly scale: Scale;
  /** Enter takes it now, because no weight has been typed. */
  readonly isFirst: boolean;
  readonly onTake: () => void;
}

/** What the scale shows and the button that takes it. A scale that does not answer says why; the weight is typed then. */
export function ScaleOffer({ scale, isFirst, onTake }: ScaleOfferProps) {
  const t = useText(devicesText);
  const errorText = useErrorText();
  const language = useLanguage();
  const { fault, reading, refused, isReading } = scale;
  if (fault) {
    return (
      <p className="fault" role="status">
        {describeDeviceFault(t('scale'), fault, language)} {t('typeWeight')}
      </p>
    );
  }
  if (isReading) return <p role="status">{t('reading')}</p>;
  const grams = reading ? gramsOf(reading) : 0;
  if (reading && grams === 0) return <p role="status">{t(readingWords(reading))}</p>;
  // A scale that is told the price says nothing of itself, and is read when somebody wants it.
  return (
    <div className="scale-offer">
      <button
        type="button"
        className="plain"
        onPointerDown={(event) => event.preventDefault()}
        onClick={onTake}
      >
        <Icon name="scale" />
        {reading ? t('take', { weight: quantityText(grams) }) : t('readScale')}
        {isFirst && <kbd aria-hidden="true">Enter</kbd>}
      </button>
      {reading?.kind === 'weight' && reading.isNet && <span className="meta">{t('netWeight')}</span>}
      {refused && <span className="fault">{errorText(refused)}</span>}
    </div>
  );
}
