import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { pressPay } from '../checkout/pay.ts';
import { keysOf } from '../keys/actions.ts';
import { Icon } from '../parts/icon.tsx';
import { takeMember } from '../member/membership.ts';
import { useTill } from '../state/till.ts';
import { counterText } from '../text/counter-text.ts';
import { useText } from '../text/use-text.ts';
import { isCode, mayBeOwnCode, readEntry, typeEntry, useEntry } from './entry.ts';
import { chooseNext } from './line-changes.ts';
import { ring } from './ring.ts';
import { SearchResults } from './search-results.tsx';
import type { Hit } from './found-hits.ts';
import { findHits, useFoundHits, type FoundHits } from './use-found-hits.ts';

const LIST_ID = 'found-hits';

/** The box that is always ready: codes, names, pinyin, initials, last digits, of articles and members; empty, its keys are the counter's. */
export function SearchBox() {
  const t = useText(counterText);
  const box = useRef<HTMLInputElement>(null);
  const text = useEntry((state) => state.text);
  const { query, quantityThousandths } = readEntry(text);
  const found = useFoundHits(query);
  const [place, setPlace] = usePlace(found);
  const searchKey = useTill((state) => keysOf(state.status?.settings.keys ?? {}).search);
  useEffect(() => {
    box.current?.focus();
  }, []);
  const take = (hit: Hit) => void takeHit(hit, quantityThousandths);
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
        {...(isOpen && found.hits.length > 0 && { 'aria-activedescendant': `${LIST_ID}-${place}` })}
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
function usePlace(found: FoundHits | null): [number, (place: number) => void] {
  const [at, setAt] = useState<{ readonly found: FoundHits | null; readonly place: number }>({
    found,
    place: 0,
  });
  const place = at.found === found ? at.place : 0;
  return [place, (next) => setAt({ found, place: next })];
}

interface SearchKeys {
  readonly found: FoundHits | null;
  readonly place: number;
  readonly setPlace: (place: number) => void;
}

function onSearchKey(event: KeyboardEvent<HTMLInputElement>, { found, place, setPlace }: SearchKeys): void {
  if (event.nativeEvent.isComposing) return;
  const count = found?.hits.length ?? 0;
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

/** Enter: on an empty box it pays; a code is taken as if it was scanned; else the chosen article or member is. */
async function enter(found: FoundHits | null, place: number): Promise<void> {
  const { text } = useEntry.getState();
  const { query, quantityThousandths } = readEntry(text);
  if (text === '') return pressPay();
  if (query === '') return;
  const hits = (found?.query === query ? found : await findHits(query))?.hits ?? null;
  const chosen = hits?.[place];
  if (place === 0 && isMeantAsCode(query, hits)) {
    typeEntry('');
    await ring({ kind: 'code', code: query }, quantityThousandths === null ? {} : { quantityThousandths });
  } else if (chosen) {
    await takeHit(chosen, quantityThousandths);
  }
}

/**
 * Whether Enter takes what was typed as a code: digits as a scanner reads them, unless they are somebody's phone or card;
 * an own code where an article has it, or where nothing was found that could be meant.
 */
function isMeantAsCode(query: string, hits: readonly Hit[] | null): boolean {
  const [first] = hits ?? [];
  if (first?.kind === 'member' && first.member.isExact) return false;
  if (isCode(query)) return true;
  return mayBeOwnCode(query) && (!first || (hits ?? []).some((hit) => isArticleOf(hit, query.toUpperCase())));
}

function isArticleOf(hit: Hit, code: string): boolean {
  return hit.kind === 'article' && hit.article.code.toUpperCase() === code;
}

async function takeHit(hit: Hit, quantityThousandths: number | null): Promise<void> {
  typeEntry('');
  document.querySelector<HTMLInputElement>('.search input')?.focus();
  if (hit.kind === 'member') {
    await takeMember(hit.member.memberId);
    return;
  }
  const goods = { kind: 'article', articleCode: hit.article.code } as const;
  await ring(goods, quantityThousandths === null ? {} : { quantityThousandths });
}
