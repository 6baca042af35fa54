import { scaledToDecimal } from '../../domain/currency.ts';
import { decodeLine, type StoredLine } from '../../domain/facts/line-codec.ts';
import type { LineFact, SaleCompleted } from '../../domain/facts/sale-facts.ts';
import { Money, useMoney } from '../parts/money.tsx';
import { useTill } from '../state/till.ts';
import { journalPageText } from '../text/journal-page-text.ts';
import { useText } from '../text/use-text.ts';

/** A sale as the journal stores it: what a line nearly always says is left out. */
type StoredSale = Omit<SaleCompleted, 'lines'> & { readonly lines: readonly StoredLine[] };

/** Whether an entry is a finished sale; the journal is the service's own, so its type says what its payload is. */
export function isSale(type: string, payload: unknown): payload is StoredSale {
  return type === 'sale.completed' && typeof payload === 'object' && payload !== null;
}

/** What was sold and taken back, for how much, and how it was paid. */
export function SaleLines({ sale }: { readonly sale: StoredSale }) {
  const t = useText(journalPageText);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('article')}</th>
          <th scope="col" className="number">
            {t('listPrice')}
          </th>
          <th scope="col" className="number">
            {t('less')}
          </th>
        </tr>
      </thead>
      <tbody>
        {sale.lines.map(decodeLine).map((line) => (
          <LineRow key={line.lineNo} line={line} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('total')}</th>
          <td className="number" colSpan={2}>
            <Money minor={sale.totalMinor} />
          </td>
        </tr>
        <PaidRows sale={sale} />
      </tfoot>
    </table>
  );
}

function LineRow({ line }: { readonly line: LineFact }) {
  const { unitPrice } = useMoney();
  const less = line.priceSavingMinor + line.lineDiscountMinor + line.basketDiscountMinor;
  const quantity = scaledToDecimal(line.quantityThousandths, 3, 0);
  return (
    <tr>
      <th scope="row">
        {line.name}{' '}
        <span className="muted nowrap">
          {`${quantity}${line.unit === 'kg' ? ' kg' : ''} × ${unitPrice(line.listPriceE4)}`}
        </span>
      </th>
      <td className="number">
        <Money minor={line.grossMinor} />
      </td>
      <td className="number">{less === 0 ? '–' : <Money minor={-less} />}</td>
    </tr>
  );
}

function PaidRows({ sale }: { readonly sale: StoredSale }) {
  const t = useText(journalPageText);
  const types = useTill((state) => state.status?.settings.tenders);
  return (
    <>
      {sale.tenders.map(({ id, tenderCode, amountMinor }) => (
        <PaidRow
          key={id}
          label={types?.find(({ code }) => code === tenderCode)?.name ?? tenderCode}
          minor={amountMinor}
        />
      ))}
      {sale.roundingMinor !== 0 && <PaidRow label={t('rounding')} minor={sale.roundingMinor} />}
      {sale.changeMinor !== 0 && <PaidRow label={t('change')} minor={sale.changeMinor} />}
    </>
  );
}

function PaidRow({ label, minor }: { readonly label: string; readonly minor: number }) {
  return (
    <tr className="paid-row">
      <th scope="row">{label}</th>
      <td className="number" colSpan={2}>
        <Money minor={minor} />
      </td>
    </tr>
  );
}
