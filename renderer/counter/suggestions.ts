import type { CounterSnapshot, OneMore, Suggestion } from '../service/answers.ts';
import { quietAnswer } from './quiet-answer.ts';

/** What is bought together with the articles of the sale. */
export const useFreshSuggestions = quietAnswer<readonly Suggestion[]>({
  keyOf: articlesOf,
  call: (service) => service.basket.suggest(),
  nothing: [],
});

/** The line of which one more unit meets the nearest offer. */
export const useOneMore = quietAnswer<OneMore | null>({
  keyOf: nearestOf,
  call: (service) => service.basket.oneMore(),
  nothing: null,
});

/** What is sold, whatever its order and number; empty where nothing is. */
function articlesOf(snapshot: CounterSnapshot | null): string {
  const codes = snapshot?.basket?.lines.flatMap(({ kind, articleCode }) =>
    kind === 'sale' && articleCode !== null ? [articleCode] : [],
  );
  return [...new Set(codes)].toSorted().join(' ');
}

/** The nearest offer with the lines that it is near to; empty where none is. */
function nearestOf(snapshot: CounterSnapshot | null): string {
  const ruleId = snapshot?.offers?.nearest?.ruleId;
  if (ruleId === undefined) return '';
  const lines = snapshot?.basket?.lines.map(
    ({ id, quantityThousandths, totalMinor }) => `${id} ${quantityThousandths} ${totalMinor}`,
  );
  return [ruleId, ...(lines ?? [])].join(';');
}
