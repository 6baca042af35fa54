import { describePromotion } from '../../../domain/promotions/describe-promotion.ts';
import { useMoney } from '../../parts/money.tsx';
import type { PromotionPageData } from '../../service/answers.ts';
import { promotionsText } from '../../text/promotions-text.ts';
import { useText } from '../../text/use-text.ts';
import { usePromotionNames } from './promotion-names.ts';

/** More than a page of prices. */
const PRICES_SHOWN = 50;

/** The rule as a sentence, and its conditions below it. */
export function RuleSection({ page: { promotion, articleNames } }: { readonly page: PromotionPageData }) {
  const t = useText(promotionsText);
  const names = usePromotionNames(articleNames);
  if (!names) return null;
  const { sentence, details } = describePromotion(promotion, names);
  return (
    <section aria-label={t('theRule')}>
      <h2>{t('theRule')}</h2>
      <p className="rule-sentence">
        {sentence
          // A sentence has its parts in one order only.
          .map((part, place) => ({ ...part, place }))
          .map(({ text, isFigure, place }) =>
            isFigure ? <b key={place}>{text}</b> : <span key={place}>{text}</span>,
          )}
      </p>
      <dl className="fact-list wide">
        {details.map(({ label, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {promotion.offer.kind === 'special-price' && (
        <Prices pricesE4={promotion.offer.pricesE4} nameOf={names.article} />
      )}
    </section>
  );
}

interface PricesProps {
  readonly pricesE4: Readonly<Record<string, number>>;
  readonly nameOf: (code: string) => string;
}

function Prices({ pricesE4, nameOf }: PricesProps) {
  const t = useText(promotionsText);
  const { unitPrice } = useMoney();
  const prices = Object.entries(pricesE4);
  if (prices.length <= 3) return null;
  return (
    <details className="all-prices">
      <summary>{t('prices')}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('article')}</th>
            <th scope="col" className="number">
              {t('price')}
            </th>
          </tr>
        </thead>
        <tbody>
          {prices.slice(0, PRICES_SHOWN).map(([code, e4]) => (
            <tr key={code}>
              <th scope="row">{nameOf(code)}</th>
              <td className="number">{unitPrice(e4)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
