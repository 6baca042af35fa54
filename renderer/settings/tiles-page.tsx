import { useState } from 'react';
import type { Tile, TileGroup } from '../../domain/shop-settings.ts';
import { useTileArticles } from '../counter/tile-articles.ts';
import { Icon, isIconName } from '../parts/icon.tsx';
import { useMoney } from '../parts/money.tsx';
import type { TileArticle } from '../service/answers.ts';
import { settingsScreenText } from '../text/settings-screen-text.ts';
import { settingsTilesText } from '../text/settings-tiles-text.ts';
import { useText } from '../text/use-text.ts';
import { useSection, useSectionsEdit } from './draft.ts';
import { moved, numbered, RowAct } from './editable-table.tsx';
import { checkLabel, LABEL_MAX_LENGTH } from './field-checks.ts';
import { TextField } from './fields.tsx';
import { SettingsPage } from './settings-page.tsx';
import { TileForm } from './tile-form.tsx';
import { TileSearch } from './tile-search.tsx';

const sections = ['tileGroups'] as const;
const GROUPS_MAX = 12;
const TILES_MAX = 60;

/** The tiles of the counter: groups, and in each the articles that are sold by a touch. */
export function TilesPage() {
  const t = useText(settingsTilesText);
  const edit = useSectionsEdit(sections);
  const [groups, setGroups] = useSection('tileGroups');
  const [groupAt, setGroupAt] = useState(0);
  const [tileAt, setTileAt] = useState<number | null>(null);
  const articles = useTileArticles(groups);
  const at = Math.min(groupAt, groups.length - 1);
  const group = groups[at];
  const tile = tileAt === null ? undefined : group?.tiles[tileAt];
  const choose = (index: number) => {
    setGroupAt(index);
    setTileAt(null);
  };
  const change = (part: Partial<TileGroup>) =>
    setGroups(groups.map((each, index) => (index === at ? { ...each, ...part } : each)));
  const setTiles = (tiles: readonly Tile[], chosen: number | null) => {
    change({ tiles });
    setTileAt(chosen);
  };
  return (
    <SettingsPage
      page="tiles"
      subtitle={t('hint')}
      edit={edit}
      aside={
        group &&
        (tile && tileAt !== null ? (
          <TileForm
            key={`${at} ${tileAt} ${tile.articleCode}`}
            tiles={group.tiles}
            at={tileAt}
            articleName={articles.get(tile.articleCode)?.name ?? tile.articleCode}
            onChange={setTiles}
          />
        ) : (
          <TileSearch
            tiles={group.tiles}
            isFull={group.tiles.length >= TILES_MAX}
            onAdd={(articleCode) =>
              change({ tiles: [...group.tiles, { articleCode, label: null, icon: null }] })
            }
          />
        ))
      }
    >
      <GroupRow groups={groups} at={at} onChoose={choose} onChange={setGroups} />
      {group ? (
        <div className="sheet settings-sheet tiles-sheet">
          <GroupHead groups={groups} at={at} onRename={change} onChange={setGroups} onChoose={choose} />
          <TileGrid tiles={group.tiles} chosen={tileAt} articles={articles} onChoose={setTileAt} />
        </div>
      ) : (
        <p className="muted">{t('noGroups')}</p>
      )}
    </SettingsPage>
  );
}

interface GroupsProps {
  readonly groups: readonly TileGroup[];
  readonly at: number;
  readonly onChoose: (at: number) => void;
  readonly onChange: (groups: readonly TileGroup[]) => void;
}

function GroupRow({ groups, at, onChoose, onChange }: GroupsProps) {
  const t = useText(settingsTilesText);
  const add = () => {
    onChange([...groups, { name: '', tiles: [] }]);
    onChoose(groups.length);
  };
  return (
    <div className="row-buttons" role="group" aria-label={t('groups')}>
      {numbered(groups).map(({ item: { name }, number }) => (
        <button
          key={number}
          type="button"
          className="plain"
          aria-pressed={number - 1 === at}
          onClick={() => onChoose(number - 1)}
        >
          {name || t('newGroup')}
        </button>
      ))}
      {groups.length < GROUPS_MAX && (
        <button type="button" className="link" onClick={add}>
          <Icon name="plus" isSmall />
          {t('addGroup')}
        </button>
      )}
    </div>
  );
}

function GroupHead(props: GroupsProps & { readonly onRename: (part: { readonly name: string }) => void }) {
  const { groups, at, onChoose, onChange, onRename } = props;
  const t = useText(settingsTilesText);
  const screen = useText(settingsScreenText);
  const name = groups[at]?.name ?? '';
  const isTwice = groups.filter((each) => each.name === name).length > 1;
  const move = (to: number) => {
    onChange(moved(groups, at, to));
    onChoose(to);
  };
  return (
    <div className="group-head">
      <TextField
        label={t('groupName')}
        value={name}
        maxLength={LABEL_MAX_LENGTH}
        fault={checkLabel(name) ?? (isTwice ? 'faultTwice' : null)}
        onChange={(text) => onRename({ name: text })}
      />
      <RowAct
        icon="back"
        label={t('moveLeft', { name })}
        isDisabled={at === 0}
        onClick={() => move(at - 1)}
      />
      <RowAct
        icon="forward"
        label={t('moveRight', { name })}
        isDisabled={at === groups.length - 1}
        onClick={() => move(at + 1)}
      />
      <RowAct
        icon="bin"
        label={screen('remove', { name: name || t('newGroup') })}
        onClick={() => {
          onChange(groups.filter((_, index) => index !== at));
          onChoose(Math.max(0, at - 1));
        }}
      />
    </div>
  );
}

interface TileGridProps {
  readonly tiles: readonly Tile[];
  readonly chosen: number | null;
  readonly articles: ReadonlyMap<string, TileArticle>;
  readonly onChoose: (at: number | null) => void;
}

function TileGrid({ tiles, chosen, articles, onChoose }: TileGridProps) {
  const t = useText(settingsTilesText);
  const { unitPrice } = useMoney();
  if (tiles.length === 0) return <p className="muted tile-hint">{t('noTiles')}</p>;
  return (
    <div className="tile-grid">
      {numbered(tiles).map(({ item: { articleCode, label, icon }, number }) => {
        const isChosen = number - 1 === chosen;
        const article = articles.get(articleCode);
        return (
          <button
            key={number}
            type="button"
            className="plain set-tile"
            aria-pressed={isChosen}
            onClick={() => onChoose(isChosen ? null : number - 1)}
          >
            {icon !== null && isIconName(icon) && <Icon name={icon} />}
            <span className="name">{label ?? article?.name ?? articleCode}</span>
            <span className={article ? 'meta' : 'meta danger'}>
              {!article && t('notSold')}
              {article && (article.priceE4 === 0 ? t('priceAsked') : unitPrice(article.priceE4))}
            </span>
          </button>
        );
      })}
    </div>
  );
}
