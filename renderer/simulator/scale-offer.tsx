import { quantityText } from '../../domain/quantity.ts';
import { Icon } from '../parts/icon.tsx';
import { simulatorText } from '../text/simulator-text.ts';
import { useText } from '../text/use-text.ts';
import { useScaleReading, type ScaleReading } from './scale.ts';
import { openSimulator } from './simulator-state.ts';

interface ScaleOfferProps {
  /** Enter takes it now, because no weight has been typed. */
  readonly isFirst: boolean;
  readonly onTake: (grams: number) => void;
}

/** What the scale says, where the till has one, and the button that takes it. */
export function ScaleOffer(props: ScaleOfferProps) {
  const t = useText(simulatorText);
  const reading = useScaleReading();
  if (!reading) return null;
  return (
    <div className="scale-offer">
      <span className="meta">{t('simulatedScale')}</span>
      <Reading {...props} reading={reading} />
    </div>
  );
}

function Reading({ reading, isFirst, onTake }: ScaleOfferProps & { readonly reading: ScaleReading }) {
  const t = useText(simulatorText);
  const { grams, isSteady } = reading;
  const weight = quantityText(grams);
  if (!isSteady) return <p role="status">{t('scaleMoving', { weight })}</p>;
  const act = grams === 0 ? () => openSimulator('scale') : () => onTake(grams);
  return (
    <button type="button" className="plain" onPointerDown={(event) => event.preventDefault()} onClick={act}>
      <Icon name="scale" />
      {grams === 0 ? t('scaleEmpty') : t('take', { weight })}
      {grams > 0 && isFirst && <kbd aria-hidden="true">Enter</kbd>}
    </button>
  );
}
