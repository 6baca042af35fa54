import { useCallback, useEffect, useRef, useState } from 'react';
import type { Procedures } from '../../office/procedures.ts';
import { ask, type AnswerOf, type PageError } from './office.ts';

interface Answered<Value> {
  /** What was answered last; it stays while the next answer is on its way. Null before the first. */
  readonly value: Value | null;
  readonly error: PageError | null;
}

interface Asked<Value> extends Answered<Value> {
  readonly again: () => void;
}

/** Asks when the page opens, when the input changes, and every `everyMs` where that is given. The last question wins. */
export function useAnswer<Name extends keyof Procedures>(
  name: Name,
  input: Parameters<typeof ask<Name>>[1],
  everyMs?: number,
): Asked<AnswerOf<Name>> {
  const [answered, setAnswered] = useState<Answered<AnswerOf<Name>>>({ value: null, error: null });
  const asked = useRef(0);
  const text = JSON.stringify(input);
  const look = useCallback(async () => {
    asked.current += 1;
    const mine = asked.current;
    const answer = await ask(name, JSON.parse(text) as typeof input);
    if (mine !== asked.current) return;
    setAnswered(({ value }) =>
      answer.ok ? { value: answer.value, error: null } : { value, error: answer.error },
    );
  }, [name, text]);
  const again = useCallback(() => void look(), [look]);
  useEffect(() => {
    again();
    const timer = everyMs === undefined ? undefined : setInterval(again, everyMs);
    return () => {
      asked.current += 1;
      clearInterval(timer);
    };
  }, [again, everyMs]);
  return { ...answered, again };
}
