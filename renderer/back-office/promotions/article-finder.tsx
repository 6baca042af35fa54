import { useState, type FormEvent } from 'react';
import { findArticles, useFoundArticles } from '../../counter/use-found-articles.ts';
import { Icon } from '../../parts/icon.tsx';
import { useMoney } from '../../parts/money.tsx';
import type { Article } from '../../service/answers.ts';
import { promotionsText } from '../../text/promotions-text.ts';
import { useText } from '../../text/use-text.ts';

const QUERY_MAX_LENGTH = 100;
const SHOWN_MAX = 6;

/** Finds articles by what is typed; Enter takes the first. */
export function ArticleFinder({ onFound }: { readonly onFound: (article: Article) => void }) {
  const t = useText(promotionsText);
  const { unitPrice } = useMoney();
  const [query, setQuery] = useState('');
  const found = useFoundArticles(query.trim());
  const take = (article: Article) => {
    onFound(article);
    setQuery('');
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = query.trim();
    if (wanted === '') return;
    const [first] = (found?.query === wanted ? found.articles : await findArticles(wanted)) ?? [];
    if (first) take(first);
  };
  return (
    <form className="article-finder" onSubmit={(event) => void submit(event)}>
      <div className="look-up">
        <Icon name="scan" />
        <input
          className="input"
          type="search"
          autoComplete="off"
          maxLength={QUERY_MAX_LENGTH}
          aria-label={t('addArticle')}
          placeholder={t('addArticle')}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </div>
      {found && found.articles.length > 0 && (
        <ul className="found-articles">
          {found.articles.slice(0, SHOWN_MAX).map((article) => (
            <li key={article.code}>
              <button type="button" onClick={() => take(article)}>
                <span>{article.name}</span>
                <span className="muted">{unitPrice(article.priceE4)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}
