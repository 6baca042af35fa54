import type { LoyaltySettings } from '../../../domain/loyalty/loyalty-settings.ts';
import { settingsLoyaltyText } from '../../text/settings-loyalty-text.ts';
import { useText } from '../../text/use-text.ts';
import { useSettings } from '../draft.ts';
import { countForm } from '../field-checks.ts';
import { CheckField, ChoiceField, NumberField } from '../fields.tsx';
import type { LoyaltyPartProps } from './loyalty-part.ts';
import { DAYS_MAX, pointsForm, useMoneyForm } from './loyalty-forms.ts';

type Earning = LoyaltySettings['earning'];

const PENDING_DAYS = 14;

/** How points are earned, when they may be spent, and what earns none. */
export function EarningFields({ loyalty, onChange }: LoyaltyPartProps) {
  const t = useText(settingsLoyaltyText);
  const { form, unit } = useMoneyForm();
  const { earning } = loyalty;
  const change = (part: Partial<Earning>) => onChange({ earning: { ...earning, ...part } });
  return (
    <section className="form-section">
      <h2>{t('earning')}</h2>
      <div className="form-grid">
        <NumberField
          label={t('earnPoints')}
          value={earning.points}
          form={pointsForm}
          onChange={(points) => change({ points })}
        />
        <NumberField
          label={t('perMinor')}
          hint={t('perMinorHint')}
          unit={unit}
          value={earning.perMinor}
          form={form}
          onChange={(perMinor) => change({ perMinor })}
        />
        <ChoiceField
          label={t('pending')}
          value={earning.pending.kind}
          onChange={(kind) =>
            change({ pending: kind === 'at-once' ? { kind } : { kind, days: PENDING_DAYS } })
          }
          options={(['at-once', 'days'] as const).map((value) => ({ value, label: t(value) }))}
        />
        {earning.pending.kind === 'days' && (
          <NumberField
            label={t('pendingDays')}
            value={earning.pending.days}
            form={countForm(0, DAYS_MAX)}
            onChange={(days) => change({ pending: { kind: 'days', days } })}
          />
        )}
      </div>
      <ExcludedDepartments except={earning.except} onChange={(except) => change({ except })} />
    </section>
  );
}

interface ExcludedDepartmentsProps {
  readonly except: Earning['except'];
  readonly onChange: (except: Earning['except']) => void;
}

/** Departments by a tick each. What else the exception names came from elsewhere, and is kept. */
function ExcludedDepartments({ except, onChange }: ExcludedDepartmentsProps) {
  const t = useText(settingsLoyaltyText);
  const { departments: all } = useSettings();
  const excluded = except?.departments ?? [];
  const set = (code: string, isExcluded: boolean) => {
    const { departments: _, ...others } = except ?? {};
    const departments = all
      .map((department) => department.code)
      .filter((each) => (each === code ? isExcluded : excluded.includes(each)));
    const next = departments.length > 0 ? { ...others, departments } : others;
    onChange(Object.keys(next).length > 0 ? next : null);
  };
  return (
    <details className="departments-excluded">
      <summary>{`${t('excluded')} (${excluded.length})`}</summary>
      <p className="meta">{t('excludedHint')}</p>
      <div className="rights">
        {all.map(({ code, name }) => (
          <CheckField
            key={code}
            label={name}
            isChecked={excluded.includes(code)}
            onChange={(isExcluded) => set(code, isExcluded)}
          />
        ))}
      </div>
    </details>
  );
}
