import type { TaxCategory } from '../../domain/tax.ts';
import { settingsGoodsText } from '../text/settings-goods-text.ts';
import { useText } from '../text/use-text.ts';
import { numbered, RowAct } from './editable-table.tsx';
import { checkDate, percentForm } from './field-checks.ts';
import { NumberField, TextField } from './fields.tsx';
import { Icon } from '../parts/icon.tsx';

type Rates = TaxCategory['rates'];

const RATES_MAX = 50;
const DATE_LENGTH = 10;

interface TaxRatesProps {
  readonly rates: Rates;
  readonly onChange: (rates: Rates) => void;
}

/** The rates of one tax with the days from which they hold. The first holds for all days before it too, so it has no day. */
export function TaxRates({ rates, onChange }: TaxRatesProps) {
  const t = useText(settingsGoodsText);
  const change = (at: number, part: Partial<Rates[number]>) =>
    onChange(rates.map((rate, index) => (index === at ? { ...rate, ...part } : rate)));
  return (
    <div className="tax-rates">
      {numbered(rates).map(({ item: { validFrom, rateBp }, number }) => (
        <div key={number} className="tax-rate">
          {number === 1 ? (
            <span className="muted first">{t('fromStart')}</span>
          ) : (
            <TextField
              isBare
              label={t('validFrom')}
              value={validFrom}
              maxLength={DATE_LENGTH}
              fault={checkDate(validFrom, rates[number - 2]?.validFrom ?? null)}
              onChange={(text) => change(number - 1, { validFrom: text })}
            />
          )}
          <NumberField
            isBare
            label={t('rate')}
            unit="%"
            value={rateBp}
            form={percentForm}
            onChange={(value) => change(number - 1, { rateBp: value })}
          />
          {number > 1 && (
            <RowAct
              icon="bin"
              label={t('removeRate', { date: validFrom })}
              onClick={() => onChange(rates.filter((_, at) => at !== number - 1))}
            />
          )}
        </div>
      ))}
      {rates.length < RATES_MAX && (
        <button
          type="button"
          className="link"
          onClick={() => onChange([...rates, { validFrom: '', rateBp: NaN }])}
        >
          <Icon name="plus" isSmall />
          {t('addRate')}
        </button>
      )}
    </div>
  );
}
