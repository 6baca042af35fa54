import { useEffect } from 'react';
import { quantityText } from '../../domain/quantity.ts';
import { simulatorText } from '../text/simulator-text.ts';
import { useText } from '../text/use-text.ts';
import { putOnScale, SCALE_MAX_GRAMS, setStable, tellService, useOnScale } from './simulated-scale.ts';

/** As fine as the scales of shops weigh. */
const STEP_GRAMS = 5;

/** A scale on which a slider is the goods. */
export function ScaleDevice() {
  const t = useText(simulatorText);
  const { grams, isStable } = useOnScale();
  // The service may remember another weight than a page that was loaded again.
  useEffect(() => void tellService(), []);
  return (
    <div className="scale-device">
      <p className="scale-face" role="status">
        <b>{t('reading', { weight: quantityText(grams) })}</b>
        <span className="meta">{t(isStable ? 'steady' : 'moving')}</span>
      </p>
      <div className="scale-weight">
        <input
          type="range"
          aria-label={t('grams')}
          min={0}
          max={SCALE_MAX_GRAMS}
          step={STEP_GRAMS}
          value={grams}
          onChange={(event) => putOnScale(event.target.valueAsNumber)}
        />
        <label className="field">
          <span className="label">{t('grams')}</span>
          <input
            inputMode="numeric"
            autoComplete="off"
            value={String(grams)}
            onChange={(event) => putOnScale(Number(event.target.value.replace(/\D/g, '')))}
          />
        </label>
      </div>
      <div className="scale-row">
        <label className="steady">
          <input type="checkbox" checked={isStable} onChange={(event) => setStable(event.target.checked)} />
          {t('steady')}
        </label>
        <button
          type="button"
          className="plain"
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => putOnScale(0)}
        >
          {t('empty')}
        </button>
      </div>
    </div>
  );
}
