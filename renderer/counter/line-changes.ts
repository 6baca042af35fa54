import { fail, ok } from '../../domain/result.ts';
import type { CounterLine, CounterSnapshot } from '../service/answers.ts';
import { playSound } from '../sound/sounds.ts';
import { change, chooseLine, notify, perform, refuse, showSnapshot, useCounter } from '../state/counter.ts';

const PIECE_THOUSANDTHS = 1_000;

/** The line that the keys act on, or null where there is none. */
export function chosenLine(): CounterLine | null {
  const { snapshot, chosenLineId } = useCounter.getState();
  return snapshot?.basket?.lines.find(({ id }) => id === chosenLineId) ?? null;
}

/** Chooses the line before or after the chosen one. */
export function chooseNext(step: 1 | -1): void {
  const { snapshot, chosenLineId } = useCounter.getState();
  const lines = snapshot?.basket?.lines ?? [];
  const place = lines.findIndex(({ id }) => id === chosenLineId);
  const next = lines[Math.min(Math.max(place + step, 0), lines.length - 1)];
  if (next) chooseLine(next.id);
}

/** One more or one less of a line sold by the piece. The last piece is taken out by removing the line. */
export function stepQuantity(line: CounterLine, step: 1 | -1): void {
  const quantityThousandths = line.quantityThousandths + step * PIECE_THOUSANDTHS;
  if (line.unit !== 'each' || quantityThousandths < PIECE_THOUSANDTHS) return;
  void change((service) => service.basket.setQuantity({ lineId: line.id, quantityThousandths }));
}

/** Takes a line out of the sale. It can be put back, with everything that was changed on it. */
export async function removeLine(line: CounterLine, doneText: string): Promise<void> {
  const isDone = await change((service, approval) =>
    service.basket.voidLine({ lineId: line.id, ...(approval && { approval }) }),
  );
  if (isDone) notify({ kind: 'done', text: doneText, undo: () => void putBack(line) });
}

/** Rings a removed line again as it was. What a second person allowed is asked for again. */
async function putBack(line: CounterLine): Promise<void> {
  const added = await perform((service, approval) => addAgain(service, line, approval));
  if (!added.ok) {
    playSound('bad');
    return refuse(added.error);
  }
  notify(null);
  showSnapshot(added.value);
  const lineId = added.value.touchedLineId;
  if (lineId === null || line.kind === 'return') return;
  await changeAgain(line, lineId);
}

type Service = Parameters<Parameters<typeof perform>[0]>[0];
type Approval = Parameters<Parameters<typeof perform>[0]>[1];

async function addAgain(service: Service, line: CounterLine, approval: Approval) {
  const { quantityThousandths, articleCode, name, department, barcode } = line;
  const allowed = approval && { approval };
  const age = line.confirmedAge !== null && { confirmedAge: line.confirmedAge };
  if (line.returnOf) {
    const { receiptNumber, lineNo } = line.returnOf;
    return service.basket.addReturn({ receiptNumber, lineNo, quantityThousandths, ...allowed });
  }
  const unitPriceE4 = line.listPriceE4;
  if (line.kind === 'return') {
    return service.basket.addReturnWithoutReceipt({
      articleCode,
      name,
      department,
      quantityThousandths,
      unitPriceE4,
      ...(line.elsewhere !== undefined && { receiptNumber: line.elsewhere }),
      ...allowed,
    });
  }
  const code = barcode !== null && { barcode };
  if (articleCode === null) {
    return service.basket.addDepartmentSale({
      department,
      unitPriceE4,
      quantityThousandths,
      name,
      ...age,
      ...code,
    });
  }
  // What was weighed comes back as gross: the tare is taken off again.
  const asked = {
    quantityThousandths: quantityThousandths + line.tareGrams,
    tareGrams: line.tareGrams,
    ...age,
  };
  const added = await service.basket.addArticle({ articleCode, unitPriceE4, ...asked, ...code });
  const isLabelled = !added.ok && added.error.code === 'article-has-price' && barcode !== null;
  return isLabelled ? scanAgain(service, barcode, line) : added;
}

/** A price that only a label said comes from that label again. */
async function scanAgain(service: Service, code: string, line: CounterLine) {
  const age = line.confirmedAge !== null && { confirmedAge: line.confirmedAge };
  const outcome = await service.basket.scan({ code, ...age });
  if (!outcome.ok) return outcome;
  return outcome.value.kind === 'added'
    ? ok<CounterSnapshot>(outcome.value.snapshot)
    : fail({ code: 'code-not-for-sale', scanned: code } as const);
}

async function changeAgain(line: CounterLine, lineId: string): Promise<void> {
  const { manualPrice, discount, note, unitPriceE4, isGift } = line;
  if (manualPrice) {
    await change((service, approval) =>
      service.basket.setPrice({ lineId, unitPriceE4, ...(approval && { approval }) }),
    );
  }
  if (discount) {
    const given =
      discount.kind === 'percent' ? { rateBp: discount.rateBp } : { amountMinor: discount.amountMinor };
    await change((service, approval) =>
      service.basket.setLineDiscount({ lineId, discount: given, ...(approval && { approval }) }),
    );
  }
  if (note !== null) await change((service) => service.basket.setNote({ lineId, note }));
  if (isGift) await change((service) => service.basket.setGift({ lineId, isGift }));
}
