import type { RuleUse } from '../pricing/offer-input.ts';
import type { Promotion } from './promotion.ts';

export const promotionStates = [
  'on',
  'off',
  'not-yet',
  'ended',
  'used-up',
  'used-up-today',
  'budget-spent',
] as const;

/** Whether a rule may count for anybody today, and if not why. */
export type PromotionState = (typeof promotionStates)[number];

/** What stands in the way of a rule as a whole; hours, weekdays and members are its conditions. `today` is ISO. */
export function promotionState(
  { validFrom, validTo, limits }: Promotion,
  isOn: boolean,
  use: RuleUse | null,
  today: string,
): PromotionState {
  if (!isOn) return 'off';
  if (validFrom !== null && validFrom > today) return 'not-yet';
  if (validTo !== null && validTo < today) return 'ended';
  if (!use) return 'on';
  if (limits.inAll !== undefined && use.inAll >= limits.inAll) return 'used-up';
  if (limits.budgetMinor !== undefined && use.spentMinor >= limits.budgetMinor) return 'budget-spent';
  return limits.perDay !== undefined && use.today >= limits.perDay ? 'used-up-today' : 'on';
}
