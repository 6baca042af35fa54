import type { Expiry, LoyaltySettings } from '../../../domain/loyalty/loyalty-settings.ts';
import { settingsLoyaltyText } from '../../text/settings-loyalty-text.ts';
import { useText } from '../../text/use-text.ts';
import { countForm } from '../field-checks.ts';
import { CheckField, ChoiceField, NumberField, SelectField } from '../fields.tsx';
import type { LoyaltyPartProps } from './loyalty-part.ts';
import { DAYS_MAX, MONTHS_MAX } from './loyalty-forms.ts';

const SOON_DAYS_MAX = 366;
const YEARS_MAX = 10;

/** What each kind begins with. */
const expiries: Readonly<Record<Expiry['kind'], Expiry>> = {
  never: { kind: 'never' },
  days: { kind: 'days', days: 365 },
  'month-end': { kind: 'month-end', afterMonths: 12 },
  'year-end': { kind: 'year-end', afterYears: 1 },
};

/** When points end, and when that is shown. */
export function ExpiryFields({ loyalty, onChange }: LoyaltyPartProps) {
  const t = useText(settingsLoyaltyText);
  const { expiry, expiringSoonDays, heldPointsExpire } = loyalty;
  const kinds = [
    { value: 'never', label: t('never') },
    { value: 'days', label: t('afterDays') },
    { value: 'month-end', label: t('month-end') },
    { value: 'year-end', label: t('year-end') },
  ] as const;
  return (
    <section className="form-section">
      <h2>{t('expiry')}</h2>
      <div className="form-grid">
        <SelectField<Expiry['kind']>
          label={t('expires')}
          value={expiry.kind}
          onChange={(kind) => onChange({ expiry: expiries[kind] })}
          options={kinds}
        />
        <ExpiryNumber expiry={expiry} onChange={(changed) => onChange({ expiry: changed })} />
        {expiry.kind !== 'never' && (
          <NumberField
            label={t('soonDays')}
            value={expiringSoonDays}
            form={countForm(0, SOON_DAYS_MAX)}
            onChange={(days) => onChange({ expiringSoonDays: days })}
          />
        )}
      </div>
      {expiry.kind !== 'never' && (
        <CheckField
          label={t('heldExpire')}
          isChecked={heldPointsExpire}
          onChange={(isChecked) => onChange({ heldPointsExpire: isChecked })}
        />
      )}
    </section>
  );
}

interface ExpiryNumberProps {
  readonly expiry: Expiry;
  readonly onChange: (expiry: Expiry) => void;
}

function ExpiryNumber({ expiry, onChange }: ExpiryNumberProps) {
  const t = useText(settingsLoyaltyText);
  switch (expiry.kind) {
    case 'never':
      return null;
    case 'days':
      return (
        <NumberField
          key="days"
          label={t('expiryDays')}
          value={expiry.days}
          form={countForm(1, DAYS_MAX)}
          onChange={(days) => onChange({ kind: 'days', days })}
        />
      );
    case 'month-end':
      return (
        <NumberField
          key="month-end"
          label={t('afterMonths')}
          value={expiry.afterMonths}
          form={countForm(0, MONTHS_MAX)}
          onChange={(afterMonths) => onChange({ kind: 'month-end', afterMonths })}
        />
      );
    case 'year-end':
      return (
        <NumberField
          key="year-end"
          label={t('afterYears')}
          value={expiry.afterYears}
          form={countForm(0, YEARS_MAX)}
          onChange={(afterYears) => onChange({ kind: 'year-end', afterYears })}
        />
      );
  }
}

/** What a refund does to points, coupons and tiers. */
export function RefundFields({ loyalty: { refunds }, onChange }: LoyaltyPartProps) {
  const t = useText(settingsLoyaltyText);
  const change = (part: Partial<LoyaltySettings['refunds']>) =>
    onChange({ refunds: { ...refunds, ...part } });
  return (
    <section className="form-section">
      <h2>{t('refunds')}</h2>
      <div className="form-grid">
        <NumberField
          label={t('minimumLife')}
          value={refunds.minimumLifeDays}
          form={countForm(0, DAYS_MAX)}
          onChange={(minimumLifeDays) => change({ minimumLifeDays })}
        />
        <ChoiceField
          label={t('coupons')}
          value={refunds.coupons}
          onChange={(coupons) => change({ coupons })}
          options={(['restore', 'spent'] as const).map((value) => ({ value, label: t(value) }))}
        />
      </div>
      <CheckField
        label={t('mayDemote')}
        isChecked={refunds.mayDemote}
        onChange={(mayDemote) => change({ mayDemote })}
      />
    </section>
  );
}
