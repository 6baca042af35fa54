import { useEffect, useRef } from 'react';
import { useMoney } from '../parts/money.tsx';
import type { Article } from '../service/answers.ts';
import { useTill } from '../state/till.ts';
import { counterText } from '../text/counter-text.ts';
import { useText } from '../text/use-text.ts';
import type { Found } from './use-found-articles.ts';

const none: readonly never[] = [];

interface ResultsProps {
  readonly id: string;
  readonly found: Found;
  readonly place: number;
  readonly onTake: (article: Article) => void;
}

/** What was found, over the tiles. Enter takes the lit one, a touch any. */
export function SearchResults({ id, found, place, onTake }: ResultsProps) {
  const t = useText(counterText);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[place]?.scrollIntoView({ block: 'nearest' });
  }, [place]);
  if (found.articles.length === 0) {
    return (
      <p className="results none" id={id} role="status">
        {t('noResults', { query: found.query })}
      </p>
    );
  }
  return (
    <div className="results" id={id} ref={list} role="listbox" aria-label={t('results')}>
      {found.articles.map((article, index) => (
        <button
          type="button"
          key={article.code}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === place}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onTake(article)}
        >
          <Result article={article} />
        </button>
      ))}
    </div>
  );
}

function Result({ article }: { readonly article: Article }) {
  const t = useText(counterText);
  const { unitPrice } = useMoney();
  const departments = useTill((state) => state.status?.settings.departments ?? none);
  const department = departments.find(({ code }) => code === article.department)?.name;
  const price = unitPrice(article.priceE4);
  return (
    <>
      <span className="goods">
        <span className="name">{article.name}</span>
        <span className="meta">
          {[article.code, article.packSize, department].filter(Boolean).join(' · ')}
        </span>
      </span>
      <span className="money">
        {article.priceE4 === 0 ? t('priceAsked') : article.unit === 'kg' ? t('perKg', { price }) : price}
      </span>
    </>
  );
}
