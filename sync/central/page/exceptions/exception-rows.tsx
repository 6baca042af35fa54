import { fillTemplate } from '../../../../domain/text/language.ts';
import type { ExceptionShown } from '../../office/exceptions.ts';
import type { ExceptionKind } from '../../../protocol/exception.ts';
import { useRight } from '../frame.tsx';
import { useFormats, useLanguage, useText } from '../state/language.ts';
import { goTo } from '../state/place.ts';
import { adviceText, exceptionsText, kindText } from '../text/exceptions-text.ts';
import { frameText } from '../text/frame-text.ts';

/** Exceptions whose subject finds a member. */
const OF_MEMBERS: ReadonlySet<ExceptionKind> = new Set(['points-overdrawn', 'member-duplicate']);

interface RowsProps {
  readonly rows: readonly ExceptionShown[];
  /** Those that are ticked; null where nothing is to be resolved. */
  readonly chosen: ReadonlySet<string> | null;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
  readonly onResolve: (row: ExceptionShown) => void;
}

export function ExceptionRows({ rows, chosen, onChoose, onResolve }: RowsProps) {
  const t = useText(exceptionsText);
  const isWhole = chosen !== null && rows.every(({ id }) => chosen.has(id));
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  return (
    <section className="sheet rows">
      <table>
        <thead>
          <tr>
            {chosen && (
              <th scope="col" className="tick">
                <input
                  type="checkbox"
                  aria-label={t('chooseAll')}
                  checked={isWhole}
                  onChange={() => onChoose(new Set(isWhole ? [] : rows.map(({ id }) => id)))}
                />
              </th>
            )}
            <th scope="col">{t('what')}</th>
            <th scope="col">{t('where')}</th>
            <th scope="col">{t('when')}</th>
            <th scope="col" className="number">
              {t('cost')}
            </th>
            {chosen && (
              <th scope="col">
                <span className="sr">{t('resolve')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row
              key={row.id}
              row={row}
              isChosen={chosen && chosen.has(row.id)}
              onToggle={() => toggle(row.id)}
              onResolve={() => onResolve(row)}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  readonly row: ExceptionShown;
  readonly isChosen: boolean | null;
  readonly onToggle: () => void;
  readonly onResolve: () => void;
}

function Row({ row, isChosen, onToggle, onResolve }: RowProps) {
  const t = useText(exceptionsText);
  const words = useText(frameText);
  const language = useLanguage();
  const { time } = useFormats();
  const what = fillTemplate(kindText[language][row.kind], { subject: row.subject });
  return (
    <tr>
      {isChosen !== null && (
        <td className="tick">
          <input type="checkbox" aria-label={what} checked={isChosen} onChange={onToggle} />
        </td>
      )}
      <td>
        <b>{what}</b>
        <More row={row} />
      </td>
      <td className="nowrap">
        {row.shopName}
        <span className="meta">{words('till', { till: row.till })}</span>
      </td>
      <td className="nowrap">{time(row.atUtcMs)}</td>
      <td className="number">
        <Cost row={row} />
      </td>
      {isChosen !== null && (
        <td className="end">
          <button type="button" className="link" onClick={onResolve}>
            {t('resolve')}
          </button>
        </td>
      )}
    </tr>
  );
}

/** What there is to do about it, or what was done. */
function More({ row }: { readonly row: ExceptionShown }) {
  const t = useText(exceptionsText);
  const language = useLanguage();
  const { time } = useFormats();
  const mayFind = useRight('members-find');
  if (row.resolvedAtUtcMs !== null) {
    const at = time(row.resolvedAtUtcMs);
    const by =
      row.resolvedBy === null ? t('byItself', { time: at }) : t('by', { name: row.resolvedBy, time: at });
    return (
      <span className="meta">
        {row.note} {by}
      </span>
    );
  }
  return (
    <span className="meta">
      {adviceText[language][row.kind]}
      {mayFind && OF_MEMBERS.has(row.kind) && (
        <>
          {' '}
          <button type="button" className="link inline" onClick={() => goTo('members', row.subject)}>
            {t('findMember')}
          </button>
        </>
      )}
    </span>
  );
}

function Cost({ row }: { readonly row: ExceptionShown }) {
  const t = useText(exceptionsText);
  const { money, count } = useFormats();
  if (row.amountMinor === 0 && row.points === 0) return t('nothing');
  return (
    <>
      {row.amountMinor !== 0 && money(row.amountMinor, row.currency)}
      {row.points !== 0 && <span className="meta">{t('points', { points: count(row.points) })}</span>}
    </>
  );
}
