import { scaledToDecimal } from '../../domain/currency.ts';
import { useMoney } from '../parts/money.tsx';
import { useTill } from '../state/till.ts';
import { journalPageText } from '../text/journal-page-text.ts';
import { payloadText } from '../text/payload-text.ts';
import { useLanguage, useText } from '../text/use-text.ts';
import { payloadRows, type PayloadField } from './payload-fields.ts';
import { useAnswer } from './use-answer.ts';
import { useDates } from './use-dates.ts';

const personKeys = new Set(['by', 'approvedBy', 'authorizedBy', 'openedBy', 'staffId']);

/** What an entry says, field by field, in the units and names that people read. */
export function EntryFields({ payload }: { readonly payload: unknown }) {
  const names: Readonly<Record<string, string>> = payloadText[useLanguage()];
  const read = useFieldText();
  const rows = payloadRows(payload).map((row, place) => ({ row, place }));
  return rows.map(({ row, place }) => (
    <div className="field-row" key={place}>
      <dt>{row.map(({ key }) => names[key] ?? key)[0]}</dt>
      <dd>{row.map(read).join(' · ')}</dd>
    </div>
  ));
}

/** A field's value as text; its name says its unit. */
function useFieldText(): (field: PayloadField) => string {
  const t = useText(journalPageText);
  const { amount, unitPrice } = useMoney();
  const { moment } = useDates();
  const tenders = useTill((state) => state.status?.settings.tenders);
  const { value: staff } = useAnswer('', (service) => service.staff.list());
  return ({ key, value }) => {
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
    if (typeof value === 'string') {
      if (personKeys.has(key)) return staff?.find(({ id }) => id === value)?.name ?? value;
      return (key === 'tenderCode' && tenders?.find(({ code }) => code === value)?.name) || value;
    }
    if (key.endsWith('Minor')) return amount(value);
    if (key.endsWith('E4')) return unitPrice(value);
    if (key.endsWith('Thousandths')) return scaledToDecimal(value, 3, 0);
    if (key.endsWith('Bp')) return `${scaledToDecimal(value, 2, 0)} %`;
    return key.endsWith('UtcMs') ? moment(value) : String(value);
  };
}
