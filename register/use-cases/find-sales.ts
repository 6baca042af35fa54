import type { SaleBrief } from '../../db/sales.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Register } from '../register.ts';
import { entryFilter, headPosition, type JournalQuery, type Page } from './browse-journal.ts';
import { nameOf } from './shift-status.ts';

/** A receipt of the list, with who made it; null for the till itself. */
export interface FoundSale extends SaleBrief {
  readonly actorName: string | null;
}

export type SaleQuery = Omit<JournalQuery, 'group'>;

/**
 * Looks through one slice of the receipts, newest first, by receipt number, article, amount, payment reference, person
 * or day: for whoever comes back without the paper. Whoever wants a whole page goes on below `before` until it is full.
 */
export function stepSales(register: Register, query: SaleQuery): Result<Page<FoundSale>> {
  const { entries, sales } = register.store;
  const filter = { ...entryFilter(register, query), types: ['sale.completed'] };
  const { positions, before } = entries.step(filter, query.before ?? headPosition(register) + 1, query.limit);
  const rows = positions.map((position) => {
    const sale = sales.brief(position)!;
    return { ...sale, actorName: nameOf(register, sale.actor) };
  });
  return ok({ rows, before });
}
