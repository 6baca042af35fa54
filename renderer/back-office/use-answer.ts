import { useCallback, useEffect, useRef, useState } from 'react';
import type { Result } from '../../domain/result.ts';
import { ask, onConnection, type ScreenError } from '../service/connection.ts';

export type Service = Parameters<Parameters<typeof ask>[0]>[0];

/** The newest answer; the old one stays on the screen until the next is there. */
export interface Answer<T> {
  readonly value: T | null;
  readonly fault: ScreenError | null;
  readonly refresh: () => Promise<void>;
}

/**
 * Asks the service when the page opens, whenever `question` changes, and after a lost connection. An answer to a question
 * that is not the present one any more is dropped.
 */
export function useAnswer<T>(question: string, call: (service: Service) => Promise<Result<T>>): Answer<T> {
  const [shown, show] = useState<Omit<Answer<T>, 'refresh'>>({ value: null, fault: null });
  const latestCall = useRef(call);
  const asked = useRef(question);
  useEffect(() => {
    latestCall.current = call;
  });
  const refresh = useCallback(async () => {
    asked.current = question;
    const result = await ask(latestCall.current);
    if (asked.current !== question) return;
    show(({ value }) => (result.ok ? { value: result.value, fault: null } : { value, fault: result.error }));
  }, [question]);
  useEffect(
    () =>
      onConnection((isConnected) => {
        if (isConnected) void refresh();
      }),
    [refresh],
  );
  return { ...shown, refresh };
}
