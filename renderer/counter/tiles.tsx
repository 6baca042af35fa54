import { memo, useMemo, useState } from 'react';
import type { Department, Tile as TileSetting } from '../../domain/shop-settings.ts';
import { quantityText } from '../../domain/quantity.ts';
import { Icon, isIconName } from '../parts/icon.tsx';
import { useMoney } from '../parts/money.tsx';
import type { TileArticle } from '../service/answers.ts';
import { useCounter } from '../state/counter.ts';
import { useTill } from '../state/till.ts';
import { counterText } from '../text/counter-text.ts';
import { useText } from '../text/use-text.ts';
import { askDepartment, ring, takeEntry } from './ring.ts';
import { useTileArticles } from './tile-articles.ts';

const noGroups: readonly never[] = [];
const PIECE_THOUSANDTHS = 1_000;

/** The shop's tiles by groups, and the departments as the last group: what has no code is sold there. */
export function Tiles() {
  const t = useText(counterText);
  const groups = useTill((state) => state.status?.settings.tileGroups ?? noGroups);
  const [chosen, setChosen] = useState(0);
  const tabs = [...groups.map(({ name }) => name), t('departments')].map((name, index) => ({
    name,
    index,
    id: `group-${index}`,
  }));
  const at = Math.min(chosen, tabs.length - 1);
  const group = groups[at];
  return (
    <div className="tiles-pane">
      <div className="groups" role="tablist" aria-label={t('groups')}>
        {tabs.map(({ name, index, id }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={id}
            aria-selected={index === at}
            aria-controls="tiles"
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => setChosen(index)}
          >
            {name}
          </button>
        ))}
      </div>
      <div className="tiles" id="tiles" role="tabpanel" aria-labelledby={`group-${at}`}>
        {groups.length === 0 && <p className="hint muted">{t('noTiles')}</p>}
        {group ? <ArticleTiles tiles={group.tiles} /> : <DepartmentTiles />}
      </div>
    </div>
  );
}

function ArticleTiles({ tiles }: { readonly tiles: readonly TileSetting[] }) {
  const groups = useTill((state) => state.status?.settings.tileGroups ?? noGroups);
  const articles = useTileArticles(groups);
  const inSale = useInSale();
  // A tile is known by its place: the same article may have two.
  const placed = tiles.map((tile, place) => ({ tile, id: `${place} ${tile.articleCode}` }));
  return placed.map(({ tile, id }) => {
    const article = articles.get(tile.articleCode);
    return (
      article && (
        <ArticleTile key={id} tile={tile} article={article} inSale={inSale.get(tile.articleCode) ?? 0} />
      )
    );
  });
}

interface ArticleTileProps {
  readonly tile: TileSetting;
  readonly article: TileArticle;
  readonly inSale: number;
}

/** One tile; a scan draws again only the tile whose article it was. */
const ArticleTile = memo(function ArticleTile({ tile, article, inSale }: ArticleTileProps) {
  const t = useText(counterText);
  const { unitPrice } = useMoney();
  const name = tile.label ?? article.name;
  const each = unitPrice(article.priceE4);
  const isWeighed = article.unit === 'kg';
  const price = article.priceE4 === 0 ? t('priceAsked') : isWeighed ? t('perKg', { price: each }) : each;
  const number = quantityText(inSale * PIECE_THOUSANDTHS);
  return (
    <button
      type="button"
      className="tile"
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => sellTile(tile.articleCode)}
    >
      {tile.icon !== null && isIconName(tile.icon) && <Icon name={tile.icon} />}
      <span className="name">{name}</span>
      <span className="meta">
        {price}
        {isWeighed && <Icon name="scale" isSmall />}
      </span>
      {inSale > 0 && (
        <span className="badge">
          {number} <span className="sr">{t('inSale')}</span>
        </span>
      )}
    </button>
  );
});

function DepartmentTiles() {
  const departments = useTill((state) => state.status?.settings.departments ?? noGroups);
  return departments.map((department) => <DepartmentTile key={department.code} department={department} />);
}

function DepartmentTile({ department }: { readonly department: Department }) {
  const t = useText(counterText);
  return (
    <button
      type="button"
      className="tile"
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => askDepartment(department.code)}
    >
      <span className="name">{department.name}</span>
      <span className="meta">{t('priceAsked')}</span>
    </button>
  );
}

function sellTile(articleCode: string): void {
  const { quantityThousandths } = takeEntry();
  void ring({ kind: 'article', articleCode }, quantityThousandths === null ? {} : { quantityThousandths });
}

/** How much of each article is in the sale: pieces, or lines of what is weighed. */
function useInSale(): ReadonlyMap<string, number> {
  const lines = useCounter((state) => state.snapshot?.basket?.lines ?? noGroups);
  return useMemo(() => {
    const counts = new Map<string, number>();
    for (const { articleCode, kind, unit, quantityThousandths } of lines) {
      if (articleCode === null || kind === 'return') continue;
      const number = unit === 'kg' ? 1 : Math.round(quantityThousandths / PIECE_THOUSANDTHS);
      counts.set(articleCode, (counts.get(articleCode) ?? 0) + number);
    }
    return counts;
  }, [lines]);
}
