import { ask, type ScreenError } from '../service/connection.ts';
import { perform, showSnapshot } from '../state/counter.ts';

interface Held {
  readonly id: string;
  readonly label: string | null;
}

/** Voids a sale that was put aside. Only the sale on the counter can be voided, so it goes there and, refused, back. */
export async function voidHeld({ id, label }: Held): Promise<ScreenError | null> {
  const recalled = await ask((service) => service.basket.recall({ basketId: id }));
  if (!recalled.ok) return recalled.error;
  const voided = await perform((service, approval) => service.basket.void({ approval: approval ?? {} }));
  if (voided.ok) {
    showSnapshot(voided.value);
    return null;
  }
  const heldAgain = await ask((service) => service.basket.hold({ label }));
  if (heldAgain.ok) showSnapshot(heldAgain.value);
  return voided.error.code === 'reason-missing' || voided.error.code === 'approval-needed'
    ? null
    : voided.error;
}
