import type { LoyaltySettings } from '../../../domain/loyalty/loyalty-settings.ts';
import { settingsLoyaltyText } from '../../text/settings-loyalty-text.ts';
import { useText } from '../../text/use-text.ts';
import { percentForm } from '../field-checks.ts';
import { CheckField, ChoiceField, NumberField } from '../fields.tsx';
import type { LoyaltyPartProps } from './loyalty-part.ts';
import { blockForm, pointsForm, useMoneyForm } from './loyalty-forms.ts';

type Redemption = LoyaltySettings['redemption'];

/** What points are worth, and how many of them a sale takes. */
export function RedemptionFields({ loyalty: { redemption }, onChange }: LoyaltyPartProps) {
  const t = useText(settingsLoyaltyText);
  const { form, unit } = useMoneyForm();
  const change = (part: Partial<Redemption>) => onChange({ redemption: { ...redemption, ...part } });
  return (
    <section className="form-section">
      <h2>{t('redemption')}</h2>
      <CheckField label={t('redeemOn')} isChecked={redemption.isOn} onChange={(isOn) => change({ isOn })} />
      {redemption.isOn && (
        <div className="form-grid">
          <NumberField
            label={t('blockPoints')}
            value={redemption.blockPoints}
            form={blockForm}
            onChange={(blockPoints) => change({ blockPoints })}
          />
          <NumberField
            label={t('blockMinor')}
            unit={unit}
            value={redemption.blockMinor}
            form={form}
            onChange={(blockMinor) => change({ blockMinor })}
          />
          <NumberField
            label={t('minPoints')}
            value={redemption.minPoints}
            form={pointsForm}
            onChange={(minPoints) => change({ minPoints })}
          />
          <NumberField
            label={t('maxShare')}
            unit="%"
            value={redemption.maxShareBp}
            form={percentForm}
            onChange={(maxShareBp) => change({ maxShareBp })}
          />
          <ChoiceField
            label={t('as')}
            hint={t('asHint')}
            value={redemption.as}
            onChange={(as) => change({ as })}
            options={(['discount', 'tender'] as const).map((value) => ({ value, label: t(value) }))}
          />
        </div>
      )}
    </section>
  );
}
