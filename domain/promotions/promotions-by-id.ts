import { keptFor } from '../kept.ts';
import type { Promotion } from './promotion.ts';

/** The promotions of a list by their ids. */
export const promotionsById: (promotions: readonly Promotion[]) => ReadonlyMap<string, Promotion> = keptFor(
  (promotions: readonly Promotion[]) => new Map(promotions.map((promotion) => [promotion.id, promotion])),
);
