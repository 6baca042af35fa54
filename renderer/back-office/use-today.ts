import { useState } from 'react';
import { businessDateAt } from '../../domain/business-date.ts';
import { useTill } from '../state/till.ts';

/** The business date of the open shift, or the one that a shift opened now would have; an ISO date. */
export function useToday(): string {
  const [nowUtcMs] = useState(() => Date.now());
  const status = useTill((state) => state.status);
  if (status?.shift) return status.shift.businessDate;
  const { zone, cutOverMinutes } = status?.settings.shop ?? { zone: 'UTC', cutOverMinutes: 0 };
  return businessDateAt(nowUtcMs, zone, cutOverMinutes);
}
