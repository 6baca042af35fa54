import { useState, type FormEvent } from 'react';
import { quantityText } from '../../domain/quantity.ts';
import { scaledToDecimal } from '../../domain/currency.ts';
import { readDecimal } from '../counter/entry.ts';
import { useFoundArticles } from '../counter/use-found-articles.ts';
import { useMoney } from '../parts/money.tsx';
import type { Article } from '../service/answers.ts';
import { change, notify } from '../state/counter.ts';
import { useTill } from '../state/till.ts';
import { refundText } from '../text/refund-text.ts';
import { useText } from '../text/use-text.ts';
import { Reasons } from './reasons.tsx';

/** What is typed of goods that come back without a receipt. */
interface Goods {
  readonly article: Article | null;
  readonly name: string;
  readonly department: string;
  readonly quantity: string;
  readonly unitPrice: string;
}

type Fault = 'nameMissing' | 'quantityWrong' | 'priceWrong';

const blank: Goods = { article: null, name: '', department: '', quantity: '1', unitPrice: '' };

interface UnreceiptedFormProps {
  /** The receipt of another till that the goods are of, where central cannot be asked for it. */
  readonly shownReceipt: string | null;
}

/** Goods without a receipt: which, how much and at what price; somebody with the right to it allows it. */
export function UnreceiptedForm({ shownReceipt }: UnreceiptedFormProps) {
  const t = useText(refundText);
  const departments = useTill((state) => state.status?.settings.departments ?? []);
  const [goods, setGoods] = useState(blank);
  const [reason, setReason] = useState<string | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const edit = (part: Partial<Goods>) => {
    setGoods({ ...goods, ...part });
    setFault(null);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const read = readGoods({ ...goods, department: goods.department || (departments[0]?.code ?? '') });
    if (typeof read === 'string') return setFault(read);
    const isDone = await change((service, approval) =>
      service.basket.addReturnWithoutReceipt({
        ...read,
        ...(shownReceipt !== null && { receiptNumber: shownReceipt }),
        approval: { ...(reason !== null && { reason }), ...approval },
      }),
    );
    if (!isDone) return;
    setGoods(blank);
    notify({ kind: 'done', text: t('added', { name: read.name }), undo: null });
  };
  return (
    <form className="unreceipted" onSubmit={(event) => void submit(event)}>
      <ArticleField onChoose={(article) => edit(ofArticle(article))} />
      <GoodsFields goods={goods} onEdit={edit} />
      <Reasons reason={reason} onChoose={setReason} />
      {fault && (
        <p className="fault" role="alert">
          {t(fault)}
        </p>
      )}
      <div className="unreceipted-foot">
        <p className="meta">
          {shownReceipt === null ? t('manager') : t('unchecked', { number: shownReceipt })}
        </p>
        <button type="submit" className="primary">
          {t('add')}
        </button>
      </div>
    </form>
  );
}

interface GoodsFieldsProps {
  readonly goods: Goods;
  readonly onEdit: (part: Partial<Goods>) => void;
}

function GoodsFields({ goods, onEdit }: GoodsFieldsProps) {
  const t = useText(refundText);
  const departments = useTill((state) => state.status?.settings.departments ?? []);
  const isWeighed = goods.article?.unit === 'kg';
  return (
    <div className="goods-fields">
      <label className="field wide">
        <span className="label">{t('goodsName')}</span>
        <input
          value={goods.name}
          maxLength={200}
          onChange={(event) => onEdit({ name: event.target.value, article: null })}
        />
      </label>
      <label className="field wide">
        <span className="label">{t('department')}</span>
        <select value={goods.department} onChange={(event) => onEdit({ department: event.target.value })}>
          {departments.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span className="label">{t(isWeighed ? 'weight' : 'quantity')}</span>
        <input
          inputMode="decimal"
          value={goods.quantity}
          maxLength={12}
          onChange={(event) => onEdit({ quantity: event.target.value })}
        />
      </label>
      <label className="field">
        <span className="label">{t(isWeighed ? 'kiloPrice' : 'unitPrice')}</span>
        <input
          inputMode="decimal"
          value={goods.unitPrice}
          maxLength={16}
          onChange={(event) => onEdit({ unitPrice: event.target.value })}
        />
      </label>
    </div>
  );
}

/** Finds the article that comes back, so that its name, department and price need not be typed. */
function ArticleField({ onChoose }: { readonly onChoose: (article: Article) => void }) {
  const t = useText(refundText);
  const { unitPrice } = useMoney();
  const [text, setText] = useState('');
  const found = useFoundArticles(text.trim());
  const choose = (article: Article) => {
    setText('');
    onChoose(article);
  };
  return (
    <div className="article-field">
      <label className="field">
        <span className="label">{t('article')}</span>
        <input
          autoFocus
          autoComplete="off"
          maxLength={200}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || text === '') return;
            event.preventDefault();
            const first = found?.articles[0];
            if (first) choose(first);
          }}
        />
      </label>
      {found && found.articles.length > 0 && (
        <ul className="card">
          {found.articles.slice(0, 5).map((article) => (
            <li key={article.code}>
              <button type="button" onClick={() => choose(article)}>
                <span className="name">{article.name}</span>
                <span className="muted">{unitPrice(article.priceE4)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function ofArticle(article: Article): Partial<Goods> {
  const { name, department, priceE4 } = article;
  const unitPrice = priceE4 === 0 ? '' : scaledToDecimal(priceE4, 4, 2);
  return { article, name, department, unitPrice, quantity: article.unit === 'kg' ? '' : quantityText(1_000) };
}

/** What is typed as the service takes it, or what is wrong with it. */
function readGoods({ article, name, department, quantity, unitPrice }: Goods) {
  const quantityThousandths = readDecimal(quantity, 3);
  const unitPriceE4 = readDecimal(unitPrice, 4);
  if (name.trim() === '') return 'nameMissing' as const;
  if (quantityThousandths === null || quantityThousandths <= 0) return 'quantityWrong' as const;
  if (unitPriceE4 === null || unitPriceE4 < 0) return 'priceWrong' as const;
  return {
    articleCode: article?.code ?? null,
    name: name.trim(),
    department,
    quantityThousandths,
    unitPriceE4,
  };
}
