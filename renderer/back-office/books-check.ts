import { create } from 'zustand';
import type { ScreenError } from '../service/connection.ts';
import { followTask } from './follow-task.ts';

/** How far the books are proved, as far as this window knows. */
interface BooksCheck {
  /** The last entry up to which chain and tables agreed, and when; 0 before the first proof. */
  readonly verifiedPosition: number;
  readonly verifiedAtUtcMs: number | null;
  readonly running: { readonly step: string; readonly done: number; readonly total: number } | null;
  /** What was found to be wrong, in the words of `verify`. */
  readonly broken: string | null;
  readonly fault: ScreenError | null;
}

export const useBooksCheck = create<BooksCheck>(() => ({
  verifiedPosition: 0,
  verifiedAtUtcMs: null,
  running: null,
  broken: null,
  fault: null,
}));

let current = new AbortController();

/** Proves the books in a process of its own; selling goes on beside it. */
export async function verifyBooks(): Promise<void> {
  current.abort();
  const { signal } = (current = new AbortController());
  useBooksCheck.setState({ running: { step: '', done: 0, total: 1 }, fault: null });
  const proved = await followTask(
    (service) => service.maintenance.verify(undefined, { signal }),
    signal,
    ({ step, done, total }) => useBooksCheck.setState({ running: { step, done, total } }),
  );
  if (!proved.ok) {
    useBooksCheck.setState({ running: null, fault: proved.error.code === 'cancelled' ? null : proved.error });
    return;
  }
  const { entries, fault } = proved.value;
  useBooksCheck.setState(
    fault
      ? { running: null, broken: fault.detail, verifiedPosition: 0, verifiedAtUtcMs: null }
      : { running: null, broken: null, verifiedPosition: entries, verifiedAtUtcMs: Date.now() },
  );
}

export function cancelVerify(): void {
  current.abort();
}
