import { Icon } from '../parts/icon.tsx';
import { useMoney } from '../parts/money.tsx';
import type { CounterOffers, Suggestion } from '../service/answers.ts';
import { useCounter } from '../state/counter.ts';
import { missingShort } from '../text/missing-text.ts';
import { offersText } from '../text/offers-text.ts';
import { useText } from '../text/use-text.ts';
import { ring } from './ring.ts';
import { useRuleName } from './rule-names.ts';
import { useFreshSuggestions } from './suggestions.ts';
import { useMissingWords } from './use-missing-words.ts';
import { openWhy } from './why.ts';

/** More than two have no room beside the nearest offer. */
const SUGGESTIONS_MAX = 2;

/** What one more article would do: the gift to choose or the nearest unmet offer, and what is bought together. */
export function OfferRow() {
  const isOpen = useCounter((state) => state.snapshot?.basket?.state === 'open');
  const offers = useCounter((state) => state.snapshot?.offers ?? null);
  const suggestions = useFreshSuggestions().slice(0, SUGGESTIONS_MAX);
  const gift = offers?.gifts[0];
  const nearest = offers?.nearest;
  if (!isOpen || (!gift && !nearest && suggestions.length === 0)) return null;
  return (
    <div className="offer-row">
      {gift ? <OpenGift gift={gift} /> : nearest && <Nearest nearest={nearest} />}
      {suggestions.length > 0 && <Suggestions list={suggestions} />}
    </div>
  );
}

function OpenGift({ gift: { ruleId, units } }: { readonly gift: CounterOffers['gifts'][number] }) {
  const t = useText(offersText);
  const ruleName = useRuleName();
  return (
    <div className="nearest">
      <b>{units === 1 ? t('oneGiftOpen') : t('giftOpen', { units })}</b>
      <span className="meta">{t('giftHow', { name: ruleName(ruleId) })}</span>
    </div>
  );
}

function Nearest({ nearest }: { readonly nearest: NonNullable<CounterOffers['nearest']> }) {
  const t = useText(offersText);
  const { amount } = useMoney();
  const ruleName = useRuleName();
  const words = useMissingWords();
  const { ruleId, savesMinor } = nearest;
  const missing = missingShort(nearest.missing, words);
  const how = nearest.missing.kind === 'spend' ? 'nearestOff' : 'nearestSaves';
  return (
    <button
      type="button"
      className="nearest"
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => openWhy(null)}
    >
      <b>{savesMinor === null ? missing : t(how, { missing, amount: amount(savesMinor) })}</b>
      <span className="meta">{ruleName(ruleId)}</span>
    </button>
  );
}

function Suggestions({ list }: { readonly list: readonly Suggestion[] }) {
  const t = useText(offersText);
  return (
    <div className="suggestions" role="group" aria-label={t('together')}>
      <span className="meta" aria-hidden="true">
        {t('together')}
      </span>
      {list.map((suggestion) => (
        <SuggestionButton key={suggestion.articleCode} suggestion={suggestion} />
      ))}
    </div>
  );
}

function SuggestionButton({ suggestion }: { readonly suggestion: Suggestion }) {
  const t = useText(offersText);
  const { amount, unitPrice } = useMoney();
  const { articleCode, name, priceE4, addsMinor } = suggestion;
  return (
    <button
      type="button"
      className="plain suggestion"
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => void ring({ kind: 'article', articleCode })}
    >
      <Icon name="plus" isSmall />
      <span className="goods">
        <span className="name">{name}</span>
        {addsMinor < 0 ? (
          <span className="saving">{t('payLess', { amount: amount(-addsMinor) })}</span>
        ) : (
          <span className="meta">{unitPrice(priceE4)}</span>
        )}
      </span>
    </button>
  );
}
