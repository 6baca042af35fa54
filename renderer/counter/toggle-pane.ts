import { notify, showPane, useCounter, type Pane } from '../state/counter.ts';

/** Shows a pane, or the tiles where it is shown already. A sale that is being paid stays where it is. */
export function togglePane(pane: Pane): void {
  const { snapshot, pane: shown } = useCounter.getState();
  if (snapshot?.basket?.state === 'checkout') {
    notify({ kind: 'fault', error: { code: 'basket-in-checkout' } });
    return;
  }
  showPane(shown === pane ? 'tiles' : pane);
}
