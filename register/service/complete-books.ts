import { ok } from '../../domain/result.ts';
import { completeRestored, findRestoredBooks } from '../use-cases/complete-restored.ts';
import type { ServiceLog } from './service-log.ts';
import type { TillKeeper } from './till-keeper.ts';

/**
 * Gives books that were restored without central what they lack, where central can be asked by now: before anything of them is sent,
 * because what was sent is there to stay.
 */
export async function completeBooks({
  keeper,
  log,
}: {
  readonly keeper: TillKeeper;
  readonly log: ServiceLog;
}): Promise<void> {
  const found = keeper.tend(({ store, clock }) => ok({ books: findRestoredBooks(store), clock }));
  if (!found.ok || !found.value.books) return;
  const { books, clock } = found.value;
  // Few starts of a till are followed by it.
  const { readTail } = await import('../../sync/client/restored-tail.ts');
  const tail = await readTail(books, books.end);
  // What central has of the new epoch is there to stay, too.
  if (!tail?.length || tail.some(({ hash }) => hash.equals(books.startHash))) return;
  let isComplete = false;
  const exchanged = keeper.exchange(() => {
    isComplete = completeRestored(books, tail, clock);
  });
  log.note(exchanged.ok && isComplete ? 'restore-completed' : 'restore-not-completed', {
    entries: tail.length,
  });
}
