import { useEffect, useState } from 'react';

/** Ages are told in minutes, and what waits becomes worth a word after one. */
const TICK_MS = 10_000;

/** The time, for what depends on how long ago something was. */
export function useNow(): number {
  const [nowUtcMs, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return nowUtcMs;
}
