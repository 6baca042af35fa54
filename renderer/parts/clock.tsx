import { useEffect, useState } from 'react';
import { useTill } from '../state/till.ts';
import { useLanguage } from '../text/use-text.ts';

/** Five seconds late is on time for a clock without seconds. */
const TICK_MS = 5_000;

/** The time in the shop's zone, to the minute. */
export function Clock() {
  const [nowUtcMs, setNow] = useState(() => Date.now());
  const formatTime = useTime();
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return <time className="time">{formatTime(nowUtcMs)}</time>;
}

/** Formats a moment as the time of day in the shop's zone. */
export function useTime(): (atUtcMs: number) => string {
  const language = useLanguage();
  const zone = useTill((state) => state.status?.settings.shop.zone ?? 'UTC');
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  });
  return (atUtcMs) => format.format(atUtcMs);
}
