import { useEffect, useState } from 'react';
import { useCheckout } from '../checkout/checkout-state.ts';
import { useTileArticles } from '../counter/tile-articles.ts';
import type { Article } from '../service/answers.ts';
import { ask } from '../service/connection.ts';
import { useTill } from '../state/till.ts';
import { chooseArticles, sampleCodes, type SampleCode } from './sample-codes.ts';

const none: readonly never[] = [];

/** Codes worth scanning, from the shop as it is now. */
export function useSampleCodes(): readonly SampleCode[] {
  const settings = useTill((state) => state.status?.settings);
  const lastReceipt = useLastReceipt();
  const groups = settings?.tileGroups ?? none;
  const byCode = useTileArticles(groups);
  const departments = settings?.departments ?? none;
  const articles = useArticles(chooseArticles(groups, byCode, departments));
  return sampleCodes(articles, { departments, inStoreRules: settings?.inStoreRules ?? none }, lastReceipt);
}

/** Tiles do not know barcodes, so the few that are chosen are read one by one. */
function useArticles(codes: readonly string[]): readonly Article[] {
  const [articles, setArticles] = useState<readonly Article[]>(none);
  const wanted = codes.join('\n');
  useEffect(() => {
    let isWanted = true;
    const read = async () => {
      const asked = wanted === '' ? [] : wanted.split('\n');
      const answers = await Promise.all(
        asked.map((articleCode) => ask((service) => service.catalogue.byCode({ articleCode }))),
      );
      if (isWanted) setArticles(answers.flatMap((answer) => (answer.ok ? [answer.value] : [])));
    };
    void read();
    return () => {
      isWanted = false;
    };
  }, [wanted]);
  return articles;
}

/** The number of the sale that was finished last, on this till. */
function useLastReceipt(): string | null {
  const finished = useCheckout((state) => state.finished?.sale.receiptNumber ?? null);
  const [stored, setStored] = useState<string | null>(null);
  useEffect(() => {
    let isWanted = true;
    const read = async () => {
      const sales = await ask((service) => service.sale.listLast({ limit: 1 }));
      if (isWanted && sales.ok) setStored(sales.value[0]?.receiptNumber ?? null);
    };
    void read();
    return () => {
      isWanted = false;
    };
  }, []);
  return finished ?? stored;
}
