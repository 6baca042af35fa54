import { useState } from 'react';
import type { Tile } from '../../domain/shop-settings.ts';
import { useFoundArticles } from '../counter/use-found-articles.ts';
import { Icon } from '../parts/icon.tsx';
import { useMoney } from '../parts/money.tsx';
import { settingsTilesText } from '../text/settings-tiles-text.ts';
import { useText } from '../text/use-text.ts';
import { TextField } from './fields.tsx';

const QUERY_MAX_LENGTH = 100;

interface TileSearchProps {
  readonly tiles: readonly Tile[];
  readonly isFull: boolean;
  readonly onAdd: (articleCode: string) => void;
}

/** Finds articles and puts them on the group's tiles. */
export function TileSearch({ tiles, isFull, onAdd }: TileSearchProps) {
  const t = useText(settingsTilesText);
  const { unitPrice } = useMoney();
  const [query, setQuery] = useState('');
  const found = useFoundArticles(query.trim());
  const taken = new Set(tiles.map(({ articleCode }) => articleCode));
  return (
    <section className="aside-form" aria-label={t('addTile')}>
      <h2>{t('addTile')}</h2>
      <TextField
        label={t('search')}
        hint={t(isFull ? 'full' : 'chooseHint')}
        value={query}
        maxLength={QUERY_MAX_LENGTH}
        onChange={setQuery}
      />
      {found && found.articles.length === 0 && <p className="muted">{t('noneFound')}</p>}
      <ul className="found">
        {found?.articles.map(({ code, name, priceE4 }) => (
          <li key={code}>
            <button
              type="button"
              className="plain"
              disabled={isFull || taken.has(code)}
              onClick={() => onAdd(code)}
            >
              <Icon name={taken.has(code) ? 'check' : 'plus'} isSmall />
              <span className="name">{name}</span>
              <span className="meta">{unitPrice(priceE4)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
