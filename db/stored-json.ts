import { StoreFailure } from './store-error.ts';

/**
 * Reads JSON that this program stored; `what` names it for the person who is told. Text that is no JSON any more was changed
 * by a failing disk or another program, so it throws `StoreFailure` with `store-corrupt` and not the parser's error.
 */
export function parseStored(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new StoreFailure({ code: 'store-corrupt', detail: `${what} cannot be read` });
  }
}
