import { create } from 'zustand';
import type { Article, FoundMember, Simulation } from '../../service/answers.ts';
import { ask, type ScreenError } from '../../service/connection.ts';

export interface TriedLine {
  readonly articleCode: string;
  readonly name: string;
  readonly unit: Article['unit'];
  readonly quantityThousandths: number;
}

export type TriedCustomer =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'tier'; readonly tier: string }
  | { readonly kind: 'member'; readonly memberId: string; readonly name: string };

/** The basket that rules are tried on. It is there for every rule, until somebody clears it. */
interface TrialState {
  readonly lines: readonly TriedLine[];
  readonly customer: TriedCustomer;
  /** Null is now. */
  readonly at: { readonly date: string; readonly minuteOfDay: number } | null;
}

const NOTHING: TrialState = { lines: [], customer: { kind: 'nobody' }, at: null };
const PIECE = 1_000;
/** As many as the service prices at once. */
const TRIED_LINES_MAX = 200;

export const useTrial = create<TrialState>(() => NOTHING);

export function clearTrial(): void {
  useTrial.setState(NOTHING);
}

/** Puts one more of an article into the basket, or a kilogram. */
export function tryArticle({ code, name, unit }: Pick<Article, 'code' | 'name' | 'unit'>): void {
  const { lines } = useTrial.getState();
  const known = lines.some(({ articleCode }) => articleCode === code);
  if (known) return changeQuantity(code, PIECE);
  if (lines.length >= TRIED_LINES_MAX) return;
  useTrial.setState({
    lines: [...lines, { articleCode: code, name, unit, quantityThousandths: PIECE }],
  });
}

/** So much more of an article in the basket, or less where negative; with nothing left it goes out. */
export function changeQuantity(articleCode: string, byThousandths: number): void {
  const { lines } = useTrial.getState();
  const changed = lines.map((line) =>
    line.articleCode === articleCode
      ? { ...line, quantityThousandths: line.quantityThousandths + byThousandths }
      : line,
  );
  useTrial.setState({ lines: changed.filter(({ quantityThousandths }) => quantityThousandths > 0) });
}

/** Prices the basket as it is for a rule, or for the rules that are on. */
export async function simulate(
  { lines, customer, at }: TrialState,
  ruleId: string | null,
): Promise<{ readonly simulation: Simulation | null; readonly fault: ScreenError | null }> {
  const asked = {
    lines: lines.map(({ articleCode, quantityThousandths }) => ({ articleCode, quantityThousandths })),
    customer:
      customer.kind === 'member' ? ({ kind: 'member', memberId: customer.memberId } as const) : customer,
    at,
    ruleId,
  };
  const answer = await ask((service) => service.promotion.simulate(asked));
  return answer.ok ? { simulation: answer.value, fault: null } : { simulation: null, fault: answer.error };
}

/** A member who was found, as the customer of the basket. */
export function customerOf({ memberId, name, number }: FoundMember): TriedCustomer {
  return { kind: 'member', memberId, name: name ?? number };
}
