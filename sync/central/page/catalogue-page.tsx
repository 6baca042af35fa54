import { useState } from 'react';
import { decimalToScaled } from '../../../domain/currency.ts';
import { UNIT_PRICE_MAX_E4 } from '../../../domain/line-amount.ts';
import type { CatalogueHit } from '../office/catalogue.ts';
import { Page } from './frame.tsx';
import { ActDialog } from './parts/act-dialog.tsx';
import { Empty, Fault } from './parts/basics.tsx';
import { FileButton } from './parts/file-button.tsx';
import { ImportOutcome, useImport } from './parts/import-outcome.tsx';
import { Pager } from './parts/pager.tsx';
import { SearchBox } from './parts/search-box.tsx';
import { useFormats, useText } from './state/language.ts';
import { ask } from './state/office.ts';
import { useAnswer } from './state/use-answer.ts';
import { usePages } from './state/use-pages.ts';
import { catalogueText } from './text/catalogue-text.ts';
import { frameText } from './text/frame-text.ts';
import { TextField } from './parts/text-field.tsx';
import { Table } from './parts/table.tsx';

/** Articles and their prices, of the whole chain. */
export function CataloguePage() {
  const t = useText(catalogueText);
  const words = useText(frameText);
  const { count } = useFormats();
  const [text, setText] = useState('');
  const [changing, setChanging] = useState<CatalogueHit | null>(null);
  const pages = usePages<Pick<CatalogueHit, 'name' | 'code'>>(text);
  const { value, error, again } = useAnswer('catalogue.search', { text, after: pages.after });
  const imported = useImport('catalogue.import', again);
  return (
    <Page
      title={t('title')}
      subtitle={value ? t('subtitle', { number: count(value.total) }) : words('loading')}
      actions={
        <FileButton
          label={t('import')}
          accept=".csv,.gz,text/csv"
          isBusy={imported.isBusy}
          onFile={imported.run}
        />
      }
    >
      <ImportOutcome state={imported.state} />
      <SearchBox label={t('search')} text={text} onText={setText} />
      <Fault error={error} />
      {value?.rows.length === 0 && (
        <Empty icon="search">{text.trim() === '' ? t('empty') : t('none', { text })}</Empty>
      )}
      {value && value.rows.length > 0 && (
        <Hits hits={value.rows} currency={value.currency} onChange={setChanging} />
      )}
      {value && (
        <Pager
          pages={pages}
          rows={value.rows.length}
          next={value.next}
          {...(text.trim() === '' && { count: value.total })}
        />
      )}
      {changing && value && (
        <PriceDialog
          article={changing}
          currency={value.currency}
          onClose={() => setChanging(null)}
          onDone={() => {
            setChanging(null);
            again();
          }}
        />
      )}
    </Page>
  );
}

interface HitsProps {
  readonly hits: readonly CatalogueHit[];
  readonly currency: string;
  readonly onChange: (hit: CatalogueHit) => void;
}

function Hits({ hits, currency, onChange }: HitsProps) {
  const t = useText(catalogueText);
  const { price } = useFormats();
  return (
    <Table
      columns={[t('article'), t('code'), t('department'), t('unit'), { number: t('price') }]}
      acts={t('change')}
    >
      {hits.map((hit) => (
        <tr key={hit.code}>
          <th scope="row">
            {hit.name}
            <span className="meta">
              {[hit.brand, hit.packSize, hit.isActive ? '' : t('inactive')].filter(Boolean).join(' · ')}
            </span>
          </th>
          <td>{hit.code}</td>
          <td>{hit.department}</td>
          <td>{t(hit.unit)}</td>
          <td className="number">{hit.priceE4 === 0 ? t('open') : price(hit.priceE4, currency)}</td>
          <td className="end">
            <button
              type="button"
              className="link"
              aria-label={`${t('change')}: ${hit.name}`}
              onClick={() => onChange(hit)}
            >
              {t('change')}
            </button>
          </td>
        </tr>
      ))}
    </Table>
  );
}

interface PriceDialogProps {
  readonly article: CatalogueHit;
  readonly currency: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

const PRICE_DECIMALS = 4;

function PriceDialog({ article, currency, onDone, onClose }: PriceDialogProps) {
  const t = useText(catalogueText);
  const formats = useFormats();
  const [text, setText] = useState('');
  const change = async () => {
    const priceE4 = text.trim() === '' ? 0 : decimalToScaled(text.trim(), PRICE_DECIMALS);
    if (priceE4 === null || priceE4 < 0 || priceE4 > UNIT_PRICE_MAX_E4)
      return { ok: false, error: { code: 'price-invalid' } } as const;
    return ask('catalogue.change-price', { code: article.code, priceE4 });
  };
  return (
    <ActDialog
      title={t('changeTitle', { name: article.name })}
      act={t('change')}
      onAct={change}
      onDone={onDone}
      onClose={onClose}
    >
      <TextField
        label={t('newPrice')}
        hint={t('newPriceHint', { price: formats.price(article.priceE4, currency) })}

        autoFocus
        autoComplete="off"
        inputMode="decimal"
        maxLength={20}
        value={text}
        onChange={setText}
      />
    </ActDialog>
  );
}
