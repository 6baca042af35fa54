import { useEffect, useRef } from 'react';
import { MemberHit } from '../member/member-hit.tsx';
import { useMoney } from '../parts/money.tsx';
import type { Article } from '../service/answers.ts';
import { useTill } from '../state/till.ts';
import { counterText } from '../text/counter-text.ts';
import { useText } from '../text/use-text.ts';
import type { Hit } from './found-hits.ts';
import type { FoundHits } from './use-found-hits.ts';

const none: readonly never[] = [];

interface ResultsProps {
  readonly id: string;
  readonly found: FoundHits;
  readonly place: number;
  readonly onTake: (hit: Hit) => void;
}

/** What was found, over the tiles. Enter takes the lit one, a touch any. */
export function SearchResults({ id, found, place, onTake }: ResultsProps) {
  const t = useText(counterText);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[place]?.scrollIntoView({ block: 'nearest' });
  }, [place]);
  if (found.hits.length === 0) {
    return (
      <p className="results none" id={id} role="status">
        {t('noResults', { query: found.query })}
      </p>
    );
  }
  return (
    <div className="results" id={id} ref={list} role="listbox" aria-label={t('results')}>
      {found.hits.map((hit, index) => (
        <button
          type="button"
          key={hit.kind === 'article' ? hit.article.code : hit.member.memberId}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === place}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onTake(hit)}
        >
          {hit.kind === 'article' ? <Result article={hit.article} /> : <MemberHit member={hit.member} />}
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
