import { scaledToDecimal } from '../../../domain/currency.ts';
import { Icon } from '../../parts/icon.tsx';
import { Money, useMoney } from '../../parts/money.tsx';
import type { Simulation } from '../../service/answers.ts';
import { promotionsText } from '../../text/promotions-text.ts';
import { useText } from '../../text/use-text.ts';
import { changeQuantity } from './simulation.ts';

type Line = Simulation['lines'][number];

const PIECE = 1_000;

interface SimulatedTableProps {
  readonly simulation: Simulation;
  /** The rule whose part is marked. */
  readonly ruleId: string;
}

/** What each line costs by its list price, what offers take off it, its share of what is off the sale, and what is left. */
export function SimulatedTable({ simulation, ruleId }: SimulatedTableProps) {
  const t = useText(promotionsText);
  const { lines, taxOnTopMinor, totalMinor } = simulation;
  const sum = (of: (line: Line) => number) => lines.reduce((total, line) => total + of(line), 0);
  return (
    <table className="simulated">
      <thead>
        <tr>
          <th scope="col">{t('article')}</th>
          {(['list1', 'offers', 'share', 'toPay'] as const).map((column) => (
            <th key={column} scope="col" className="number">
              {t(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines
          // A line has no other name than its place.
          .map((line, place) => ({ line, place }))
          .map(({ line, place }) => (
            <LineRow
              key={place}
              line={line}
              isServed={line.savings.some((saving) => saving.ruleId === ruleId)}
            />
          ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('total')}</th>
          <td className="number">
            <Money minor={sum((line) => line.listMinor)} />
          </td>
          <OffCell minor={sum((line) => line.lineOffersMinor)} />
          <OffCell minor={sum((line) => line.orderShareMinor)} />
          <td className="number">
            <Money minor={totalMinor - taxOnTopMinor} />
          </td>
        </tr>
        {taxOnTopMinor !== 0 && (
          <tr>
            <th scope="row" colSpan={4}>
              {t('taxOnTop')}
            </th>
            <td className="number">
              <Money minor={taxOnTopMinor} />
            </td>
          </tr>
        )}
      </tfoot>
    </table>
  );
}

interface LineRowProps {
  readonly line: Line;
  readonly isServed: boolean;
}

function LineRow({ line, isServed }: LineRowProps) {
  const t = useText(promotionsText);
  const { name, unit, quantityThousandths, articleCode, isLinked } = line;
  const quantity = scaledToDecimal(quantityThousandths, 3, 0) + (unit === 'kg' ? ' kg' : '');
  const change = (by: number) => {
    if (articleCode !== null) changeQuantity(articleCode, by);
  };
  return (
    <tr className={isServed ? 'served' : undefined}>
      <th scope="row">
        <span className="tried-line">
          <span className={isLinked ? 'name muted' : 'name'}>{name}</span>
          {!isLinked && (
            <button type="button" aria-label={t('less', { name })} onClick={() => change(-PIECE)}>
              <Icon name="minus" isSmall />
            </button>
          )}
          <span className="quantity">{quantity}</span>
          {!isLinked && (
            <button type="button" aria-label={t('more', { name })} onClick={() => change(PIECE)}>
              <Icon name="plus" isSmall />
            </button>
          )}
        </span>
      </th>
      <td className="number">
        <Money minor={line.listMinor} />
      </td>
      <OffCell minor={line.lineOffersMinor} />
      <OffCell minor={line.orderShareMinor} />
      <td className="number">
        <Money minor={line.toPayMinor} />
      </td>
    </tr>
  );
}

/** What is taken off; a dash for nothing. */
function OffCell({ minor }: { readonly minor: number }) {
  const { amount } = useMoney();
  return <td className="number">{minor === 0 ? '–' : amount(-minor)}</td>;
}
