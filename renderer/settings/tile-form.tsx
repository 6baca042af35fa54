import type { Tile } from '../../domain/shop-settings.ts';
import { Icon } from '../parts/icon.tsx';
import { settingsTilesText, tileIconText, tileIcons } from '../text/settings-tiles-text.ts';
import { useText } from '../text/use-text.ts';
import { moved } from './editable-table.tsx';
import { LABEL_MAX_LENGTH } from './field-checks.ts';
import { TextField } from './fields.tsx';

interface TileFormProps {
  readonly tiles: readonly Tile[];
  readonly at: number;
  readonly articleName: string;
  /** The tiles after a change, and which of them is chosen then. */
  readonly onChange: (tiles: readonly Tile[], chosen: number | null) => void;
}

/** What the chosen tile says, its picture, and its place. */
export function TileForm({ tiles, at, articleName, onChange }: TileFormProps) {
  const t = useText(settingsTilesText);
  const tile = tiles[at];
  if (!tile) return null;
  const change = (part: Partial<Tile>) =>
    onChange(
      tiles.map((each, index) => (index === at ? { ...each, ...part } : each)),
      at,
    );
  return (
    <section className="aside-form" aria-label={articleName}>
      <h2>{articleName}</h2>
      <TextField
        label={t('label')}
        hint={t('labelHint')}
        value={tile.label ?? ''}
        maxLength={LABEL_MAX_LENGTH}
        onChange={(label) => change({ label: label.trim() === '' ? null : label })}
      />
      <IconChoice icon={tile.icon} onChange={(icon) => change({ icon })} />
      <TilePlace tiles={tiles} at={at} onChange={onChange} />
      <button type="button" className="plain" onClick={() => onChange(tiles, null)}>
        {t('done')}
      </button>
    </section>
  );
}

interface IconChoiceProps {
  readonly icon: string | null;
  readonly onChange: (icon: string | null) => void;
}

function IconChoice({ icon, onChange }: IconChoiceProps) {
  const t = useText(settingsTilesText);
  const name = useText(tileIconText);
  return (
    <fieldset className="icon-choice">
      <legend className="meta">{t('picture')}</legend>
      <button type="button" className="plain" aria-pressed={icon === null} onClick={() => onChange(null)}>
        {t('noPicture')}
      </button>
      {tileIcons.map((each) => (
        <button
          key={each}
          type="button"
          className="plain act"
          aria-label={name(each)}
          title={name(each)}
          aria-pressed={icon === each}
          onClick={() => onChange(each)}
        >
          <Icon name={each} />
        </button>
      ))}
    </fieldset>
  );
}

function TilePlace({ tiles, at, onChange }: Omit<TileFormProps, 'articleName'>) {
  const t = useText(settingsTilesText);
  const move = (to: number) => onChange(moved(tiles, at, to), to);
  return (
    <div className="row-buttons">
      <button type="button" className="plain" disabled={at === 0} onClick={() => move(at - 1)}>
        <Icon name="back" isSmall />
        {t('earlier')}
      </button>
      <button type="button" className="plain" disabled={at === tiles.length - 1} onClick={() => move(at + 1)}>
        {t('later')}
        <Icon name="forward" isSmall />
      </button>
      <button
        type="button"
        className="plain danger set-apart"
        onClick={() =>
          onChange(
            tiles.filter((_, index) => index !== at),
            null,
          )
        }
      >
        {t('remove')}
      </button>
    </div>
  );
}
