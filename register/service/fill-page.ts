import { setImmediate as nextTurn } from 'node:timers/promises';
import { ok, type Result } from '../../domain/result.ts';
import type { Register } from '../register.ts';
import type { Page } from '../use-cases/browse-journal.ts';
import type { CallContext } from './procedures.ts';

interface PageQuery {
  readonly before?: number | undefined;
  readonly limit: number;
}

/**
 * Fills a page slice by slice. Between slices the service answers others, so that a look through years of books never
 * holds up a scan for longer than one slice takes.
 */
export async function fillPage<Query extends PageQuery, Row>(
  { keeper, caller }: CallContext,
  query: Query,
  step: (register: Register, query: Query) => Result<Page<Row>>,
): Promise<Result<Page<Row>>> {
  const rows: Row[] = [];
  let before = query.before;
  for (;;) {
    const limit = query.limit - rows.length;
    const stepped = keeper.run(caller, (register) => step(register, { ...query, before, limit }));
    if (!stepped.ok) return stepped;
    rows.push(...stepped.value.rows);
    if (stepped.value.before === null || rows.length >= query.limit) {
      return ok({ rows, before: stepped.value.before });
    }
    before = stepped.value.before;
    await nextTurn();
  }
}
