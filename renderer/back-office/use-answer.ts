import { useCallback, useEffect, useRef, useState } from 'react';
import type { RegisterError } from '../../domain/errors.ts';
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
 * Asks the service when the page opens, whenever `key` changes, and after a lost connection. An answer that was
 * overtaken by a newer question is dropped.
 */
export function useAnswer<T>(
  key: string,
  call: (service: Service) => Promise<Result<T, RegisterError>>,
): Answer<T> {
  const [shown, show] = useState<Omit<Answer<T>, 'refresh'>>({ value: null, fault: null });
  const latest = useRef({ call, asked: 0 });
  useEffect(() => {
    latest.current.call = call;
  });
  const refresh = useCallback(async () => {
    const current = latest.current;
    const mine = (current.asked += 1);
    const result = await ask(current.call);
    if (mine !== current.asked) return;
    show(({ value }) => (result.ok ? { value: result.value, fault: null } : { value, fault: result.error }));
  }, []);
  useEffect(
    () =>
      onConnection((isConnected) => {
        if (isConnected) void refresh();
      }),
    [key, refresh],
  );
  return { ...shown, refresh };
}
