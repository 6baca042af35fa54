import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { pressPay } from '../checkout/pay.ts';
import { keysOf } from '../keys/actions.ts';
import { Icon } from '../parts/icon.tsx';
import type { Article } from '../service/answers.ts';
import { useTill } from '../state/till.ts';
import { counterText } from '../text/counter-text.ts';
import { useText } from '../text/use-text.ts';
import { isCode, mayBeOwnCode, readEntry, typeEntry, useEntry } from './entry.ts';
import { chooseNext } from './line-changes.ts';
import { ring } from './ring.ts';
import { SearchResults } from './search-results.tsx';
import { findArticles, useFoundArticles, type Found } from './use-found-articles.ts';

const LIST_ID = 'found-articles';

/** The box that is always ready: codes, names, pinyin, initials, last digits; empty, its keys are the counter's. */
export function SearchBox() {
  const t = useText(counterText);
  const box = useRef<HTMLInputElement>(null);
  const text = useEntry((state) => state.text);
  const { query, quantityThousandths } = readEntry(text);
  const found = useFoundArticles(query);
  const [place, setPlace] = usePlace(found);
  const searchKey = useTill((state) => keysOf(state.status?.settings.keys ?? {}).search);
  useEffect(() => {
    box.current?.focus();
  }, []);
  const take = (article: Article) => void takeArticle(article, quantityThousandths);
  const isOpen = query !== '' && found !== null;
  return (
    <div className="search">
      <Icon name="search" />
      <input
        ref={box}
        role="combobox"
        aria-label={t('search')}
        aria-expanded={isOpen}
        aria-controls={LIST_ID}
        aria-autocomplete="list"
        {...(isOpen && found.articles.length > 0 && { 'aria-activedescendant': `${LIST_ID}-${place}` })}
        data-keys="counter"
        placeholder={t('placeholder')}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => typeEntry(event.target.value)}
        onKeyDown={(event) => onSearchKey(event, { found, place, setPlace })}
      />
      <kbd aria-hidden="true">{searchKey}</kbd>
      {isOpen && <SearchResults id={LIST_ID} found={found} place={place} onTake={take} />}
    </div>
  );
}

/** Which result Enter takes: the first of new results. */
function usePlace(found: Found | null): [number, (place: number) => void] {
  const [at, setAt] = useState<{ readonly found: Found | null; readonly place: number }>({ found, place: 0 });
  const place = at.found === found ? at.place : 0;
  return [place, (next) => setAt({ found, place: next })];
}

interface SearchKeys {
  readonly found: Found | null;
  readonly place: number;
  readonly setPlace: (place: number) => void;
}

function onSearchKey(event: KeyboardEvent<HTMLInputElement>, { found, place, setPlace }: SearchKeys): void {
  if (event.nativeEvent.isComposing) return;
  const count = found?.articles.length ?? 0;
  const isListed = readEntry(useEntry.getState().text).query !== '' && count > 0;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    const step = event.key === 'ArrowDown' ? 1 : -1;
    if (isListed) setPlace((place + step + count) % count);
    else if (useEntry.getState().text === '') chooseNext(step);
    event.preventDefault();
  }
  if (event.key === 'Enter') {
    event.preventDefault();
    if (!event.repeat) void enter(found, place);
  }
}

/** Enter: on an empty box it pays; a code is sold as if it was scanned; else the chosen article is. */
async function enter(found: Found | null, place: number): Promise<void> {
  const { text } = useEntry.getState();
  const { query, quantityThousandths } = readEntry(text);
  if (text === '') return pressPay();
  if (query === '') return;
  const articles = found?.query === query ? found.articles : await findArticles(query);
  const chosen = articles?.[place];
  const hasMoved = place > 0;
  if (!hasMoved && (isCode(query) || (mayBeOwnCode(query) && isCodeOf(query, articles)))) {
    typeEntry('');
    await ring({ kind: 'code', code: query }, quantityThousandths === null ? {} : { quantityThousandths });
  } else if (chosen) {
    await takeArticle(chosen, quantityThousandths);
  }
}

/** Whether an article that was found has what was typed as its own code, or nothing was found that could be meant. */
function isCodeOf(query: string, articles: readonly Article[] | null): boolean {
  const code = query.toUpperCase();
  return (
    !articles || articles.length === 0 || articles.some((article) => article.code.toUpperCase() === code)
  );
}

async function takeArticle(
  { code: articleCode }: Article,
  quantityThousandths: number | null,
): Promise<void> {
  typeEntry('');
  document.querySelector<HTMLInputElement>('.search input')?.focus();
  await ring({ kind: 'article', articleCode }, quantityThousandths === null ? {} : { quantityThousandths });
}
