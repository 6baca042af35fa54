import { create } from 'zustand';
import { showPane } from '../state/counter.ts';

/** What can be changed on a line. */
export const lineFields = ['quantity', 'price', 'percent', 'amount', 'note'] as const;
export type LineField = (typeof lineFields)[number];

/** Which of them the pane is at. */
export const useLineEditing = create<{ readonly field: LineField }>(() => ({ field: 'quantity' }));

/** Opens the pane for the chosen line at one of its fields. */
export function editLine(field: LineField): void {
  useLineEditing.setState({ field });
  showPane('line');
}
