import { useEffect, useState } from 'react';
import type { FoundSale } from '../service/answers.ts';
import { ask } from '../service/connection.ts';

/** As many as a person looks through; whoever needs more says more. */
const FOUND_MAX = 30;
/** The journal is looked through in slices; a search that finds nothing ends here and says so. */
const SLICES_MAX = 200;
const TYPING_PAUSE_MS = 80;

/**
 * The sales that fit what was typed, newest first: by receipt number, article, amount, card reference or person. Null until
 * the first answer; afterwards the old list stays until the new one is there.
 */
export function useFoundSales(text: string): readonly FoundSale[] | null {
  const [sales, setSales] = useState<readonly FoundSale[] | null>(null);
  useEffect(() => {
    const search = { isWanted: true };
    const timer = setTimeout(() => {
      void findSales(text.trim(), search, setSales);
    }, TYPING_PAUSE_MS);
    return () => {
      search.isWanted = false;
      clearTimeout(timer);
    };
  }, [text]);
  return sales;
}

async function findSales(
  text: string,
  search: { readonly isWanted: boolean },
  show: (sales: readonly FoundSale[]) => void,
): Promise<void> {
  const found: FoundSale[] = [];
  let before: number | null | undefined;
  for (let slice = 0; slice < SLICES_MAX && before !== null && found.length < FOUND_MAX; slice += 1) {
    const below = before;
    const page = await ask((service) =>
      service.sale.search({
        limit: FOUND_MAX - found.length,
        ...(text !== '' && { text }),
        ...(below !== undefined && { before: below }),
      }),
    );
    if (!search.isWanted) return;
    if (!page.ok) return;
    found.push(...page.value.rows);
    before = page.value.before;
  }
  show(found);
}
