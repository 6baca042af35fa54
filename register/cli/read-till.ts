import type { StoreReader } from '../../db/open-store.ts';
import { fail, type Result } from '../../domain/result.ts';
import { openTillReader } from '../open-till.ts';
import { readSettings } from '../register.ts';
import type { TillPapers } from '../receipt/till-documents.ts';

/** Opens a till for reading, beside the process that sells, for as long as `work` runs. */
export async function readTill<T>(
  folder: string,
  work: (till: TillPapers) => Result<T> | Promise<Result<T>>,
): Promise<Result<T>> {
  const opened = openTillReader(folder);
  if (!opened.ok) return opened;
  const store = opened.value;
  try {
    const reading = tillReading(store);
    return reading ? await work(reading) : fail({ code: 'store-missing', folder });
  } finally {
    store.close();
  }
}

/** Null where a store was made but never became a till. */
function tillReading(store: StoreReader): TillPapers | null {
  const identity = store.till.identity();
  return identity ? { store, identity, settings: readSettings(store) } : null;
}
