import { useEffect } from 'react';
import { ask } from '../service/connection.ts';
import { refuse } from '../state/counter.ts';
import { refreshTill, useTill } from '../state/till.ts';

const MINUTE_MS = 60_000;
const signsOfLife = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/** Locks the screen. The sale on it stays, for whoever unlocks it. */
export async function lockTill(): Promise<void> {
  const locked = await ask((service) => service.session.lock());
  if (!locked.ok) return refuse(locked.error);
  await refreshTill();
}

/** Locks the till when nobody has touched it for as long as the shop says. */
export function useIdleLock(): void {
  const minutes = useTill((state) => state.status?.settings.lockAfterMinutes ?? 0);
  useEffect(() => {
    if (minutes === 0) return;
    let lastMs = performance.now();
    let timer = 0;
    const note = () => {
      lastMs = performance.now();
    };
    // One timer for the whole time, moved on when it finds that somebody was there: a scan starts none.
    const look = () => {
      const leftMs = lastMs + minutes * MINUTE_MS - performance.now();
      if (leftMs <= 0) void lockTill();
      timer = window.setTimeout(look, leftMs > 0 ? leftMs : minutes * MINUTE_MS);
    };
    timer = window.setTimeout(look, minutes * MINUTE_MS);
    for (const sign of signsOfLife) window.addEventListener(sign, note, { capture: true, passive: true });
    return () => {
      window.clearTimeout(timer);
      for (const sign of signsOfLife) window.removeEventListener(sign, note, { capture: true });
    };
  }, [minutes]);
}
