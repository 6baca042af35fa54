import { useState } from 'react';

interface Pending {
  readonly isPending: boolean;
  /** Counts a call as under way until it is answered. */
  readonly track: <T>(call: Promise<T>) => Promise<T>;
}

/** Whether calls are under way that central may be asked for. */
export function usePending(): Pending {
  const [count, setCount] = useState(0);
  const track = async <T>(call: Promise<T>): Promise<T> => {
    setCount((calls) => calls + 1);
    try {
      return await call;
    } finally {
      setCount((calls) => calls - 1);
    }
  };
  return { isPending: count > 0, track };
}
