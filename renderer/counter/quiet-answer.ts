import { useEffect } from 'react';
import { create } from 'zustand';
import type { Result } from '../../domain/result.ts';
import type { CounterSnapshot } from '../service/answers.ts';
import { ask } from '../service/connection.ts';
import { useCounter } from '../state/counter.ts';

/** Nothing is asked while scans follow each other: what is said beside the sale is never in the way of the next one. */
const QUIET_MS = 200;

type Service = Parameters<Parameters<typeof ask>[0]>[0];

/** Something that is said beside the sale, and can be done without. */
interface QuietQuestion<T> {
  /** What of the sale the answer hangs on, as one text; empty where nothing is to be asked. */
  readonly keyOf: (snapshot: CounterSnapshot | null) => string;
  readonly call: (service: Service) => Promise<Result<T>>;
  /** Until there is an answer. */
  readonly nothing: T;
}

/** Makes a hook that asks once the sale has stayed the same for a moment, and gives no answer that is of another sale. */
export function quietAnswer<T>({ keyOf, call, nothing }: QuietQuestion<T>): () => T {
  const useKept = create<{ readonly key: string; readonly value: T }>(() => ({ key: '', value: nothing }));

  async function read(key: string): Promise<void> {
    const answer = await ask(call);
    // An answer that cannot be had is nothing that anybody must hear of.
    if (keyOf(useCounter.getState().snapshot) === key) {
      useKept.setState({ key, value: answer.ok ? answer.value : nothing });
    }
  }

  return function useQuietAnswer() {
    const key = useCounter((state) => keyOf(state.snapshot));
    const kept = useKept();
    useEffect(() => {
      if (key === '') return undefined;
      const timer = setTimeout(() => void read(key), QUIET_MS);
      return () => clearTimeout(timer);
    }, [key]);
    return kept.key === key ? kept.value : nothing;
  };
}
