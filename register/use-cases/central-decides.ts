import { fail, ok, type Result } from '../../domain/result.ts';
import type { TillView } from '../register.ts';

/** Refuses what only central may do, at a till that belongs to a chain. */
export function centralDecides({ store }: TillView): Result<null> {
  return store.chain.link() ? fail({ code: 'central-decides' }) : ok(null);
}
