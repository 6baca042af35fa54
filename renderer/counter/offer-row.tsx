import { Icon } from '../parts/icon.tsx';
import { useMoney } from '../parts/money.tsx';
import type { CounterOffers, OneMore, Suggestion } from '../service/answers.ts';
import { useCounter } from '../state/counter.ts';
import { missingShort } from '../text/missing-text.ts';
import { offersText } from '../text/offers-text.ts';
import { useText } from '../text/use-text.ts';
import { stepQuantity } from './line-changes.ts';
import { ring } from './ring.ts';
import { useRuleName } from './rule-names.ts';
import { useFreshSuggestions, useOneMore } from './suggestions.ts';
import { useMissingWords } from './use-missing-words.ts';
import { openWhy } from './why.ts';

/** More than two articles have no room beside the nearest offer. */
const ARTICLES_MAX = 2;

/**
 * What one more article would do: the gift to choose or the nearest unmet offer, with the unit that meets it, and what is
 * bought together.
 */
export function OfferRow() {
  const isOpen = useCounter((state) => state.snapshot?.basket?.state === 'open');
  const offers = useCounter((state) => state.snapshot?.offers ?? null);
  const suggestions = useFreshSuggestions();
  const found = useOneMore();
  const gift = offers?.gifts[0];
  const nearest = gift ? null : offers?.nearest;
  const oneMore = nearest && found?.ruleId === nearest.ruleId ? found : null;
  if (!isOpen || (!gift && !nearest && suggestions.length === 0)) return null;
  return (
    <div className="offer-row">
      {gift && <OpenGift gift={gift} />}
      {nearest && <Nearest nearest={nearest} />}
      {oneMore && <OneMoreButton oneMore={oneMore} />}
      {suggestions.length > 0 && <Suggestions list={suggestions.slice(0, oneMore ? 1 : ARTICLES_MAX)} />}
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
  const { unitPrice } = useMoney();
  const { articleCode, name, priceE4, addsMinor } = suggestion;
  return (
    <GoodsButton
      name={name}
      addsMinor={addsMinor}
      meta={unitPrice(priceE4)}
      onPress={() => void ring({ kind: 'article', articleCode })}
    />
  );
}

/** One more unit of a line, which meets the offer beside it. */
function OneMoreButton({ oneMore: { lineId, name, addsMinor } }: { readonly oneMore: OneMore }) {
  const t = useText(offersText);
  const { amount } = useMoney();
  const press = () => {
    const line = useCounter.getState().snapshot?.basket?.lines.find(({ id }) => id === lineId);
    if (line) stepQuantity(line, 1);
  };
  return (
    <GoodsButton
      said={t('oneMore')}
      name={name}
      addsMinor={addsMinor}
      meta={t('addsOnly', { amount: amount(addsMinor) })}
      onPress={press}
    />
  );
}

interface GoodsButtonProps {
  /** What the button says before the name to whoever does not see it beside its offer. */
  readonly said?: string;
  readonly name: string;
  /** What the sale comes to more; a saving on the whole is said in place of `meta`. */
  readonly addsMinor: number;
  readonly meta: string;
  readonly onPress: () => void;
}

function GoodsButton({ said, name, addsMinor, meta, onPress }: GoodsButtonProps) {
  const t = useText(offersText);
  const { amount } = useMoney();
  return (
    <button
      type="button"
      className="plain suggestion"
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPress}
    >
      <Icon name="plus" isSmall />
      <span className="goods">
        <span className="name">
          {said && <span className="sr">{said} </span>}
          {name}
        </span>
        {addsMinor < 0 ? (
          <span className="saving">{t('payLess', { amount: amount(-addsMinor) })}</span>
        ) : (
          <span className="meta">{meta}</span>
        )}
      </span>
    </button>
  );
}
