import { useState } from 'react';
import { ok } from '../../domain/result.ts';
import { useKeys } from '../keys/use-keys.ts';
import { Icon } from '../parts/icon.tsx';
import { useMoney } from '../parts/money.tsx';
import type { Article } from '../service/answers.ts';
import { showScreen } from '../state/screen.ts';
import { useTill } from '../state/till.ts';
import { articlesText } from '../text/articles-text.ts';
import { useText } from '../text/use-text.ts';
import './articles.css';
import { OfficePage } from './office-page.tsx';
import { PageFault } from './page-fault.tsx';
import { useAnswer } from './use-answer.ts';

const ARTICLES_MAX = 100;

/** Prices, looked up. */
export function ArticlesPage() {
  const t = useText(articlesText);
  const [text, setText] = useState('');
  const wanted = text.trim();
  useKeys({ back: () => (text === '' ? showScreen('counter') : setText('')) });
  const { value: found, fault } = useAnswer<readonly Article[] | null>(wanted, async (service) =>
    wanted === '' ? ok(null) : service.catalogue.search({ text: wanted, limit: ARTICLES_MAX }),
  );
  return (
    <OfficePage page="articles" title={t('title')} subtitle={t('subtitle')}>
      <div className="look-up">
        <Icon name="search" />
        <input
          className="input"
          type="search"
          autoFocus
          maxLength={100}
          aria-label={t('search')}
          placeholder={t('search')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <PageFault fault={fault} />
      <div className="sheet articles">
        {!found && <p className="muted">{t('begin')}</p>}
        {found?.length === 0 && <p className="muted">{t('none')}</p>}
        {found && found.length > 0 && <ArticleTable articles={found} />}
      </div>
    </OfficePage>
  );
}

function ArticleTable({ articles }: { readonly articles: readonly Article[] }) {
  const t = useText(articlesText);
  return (
    <div>
      <table>
        <thead>
          <tr>
            {(['name', 'code', 'barcode', 'department'] as const).map((column) => (
              <th key={column} scope="col">
                {t(column)}
              </th>
            ))}
            <th scope="col" className="number">
              {t('price')}
            </th>
          </tr>
        </thead>
        <tbody>
          {articles.map((article) => (
            <ArticleRow key={article.code} article={article} />
          ))}
        </tbody>
      </table>
      {articles.length === ARTICLES_MAX && <p className="meta">{t('shown', { count: articles.length })}</p>}
    </div>
  );
}

function ArticleRow({
  article: { name, code, barcodes, department, priceE4, unit },
}: {
  readonly article: Article;
}) {
  const t = useText(articlesText);
  const { unitPrice } = useMoney();
  const departments = useTill((state) => state.status?.settings.departments);
  const price = unit === 'kg' ? t('perKg', { price: unitPrice(priceE4) }) : unitPrice(priceE4);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="selectable">{code}</td>
      <td className="selectable">{barcodes.slice(0, 1).join('')}</td>
      <td>{departments?.find((each) => each.code === department)?.name ?? department}</td>
      <td className="number">{priceE4 === 0 ? t('asked') : price}</td>
    </tr>
  );
}
