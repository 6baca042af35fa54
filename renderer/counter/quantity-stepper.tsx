import { quantityText } from '../../domain/quantity.ts';
import { Icon } from '../parts/icon.tsx';
import type { CounterLine } from '../service/answers.ts';
import { counterText } from '../text/counter-text.ts';
import { useText } from '../text/use-text.ts';
import { stepQuantity } from './line-changes.ts';

/** One more, one less. What is weighed has no steps, and the last piece goes by removing the line. */
export function QuantityStepper({ line }: { readonly line: CounterLine }) {
  const t = useText(counterText);
  const isWeighed = line.unit === 'kg';
  return (
    <div className="stepper">
      <button
        type="button"
        aria-label={t('less')}
        disabled={isWeighed || line.quantityThousandths <= 1_000}
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => stepQuantity(line, -1)}
      >
        <Icon name="minus" />
      </button>
      <output>{quantityText(line.quantityThousandths)}</output>
      <button
        type="button"
        aria-label={t('more')}
        disabled={isWeighed}
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => stepQuantity(line, 1)}
      >
        <Icon name="plus" />
      </button>
    </div>
  );
}
