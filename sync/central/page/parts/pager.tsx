import { useFormats, useText } from '../state/language.ts';
import type { Pages } from '../state/use-pages.ts';
import { frameText } from '../text/frame-text.ts';

interface PagerProps<Place> {
  readonly pages: Pages<Place>;
  /** Of the page that is shown. */
  readonly rows: number;
  readonly next: Place | null;
  /** Of all pages, where that is known. */
  readonly count?: number;
}

/** Which part of a long list this is, and the ways on and back. Nothing where there is one page. */
export function Pager<Place>({ pages, rows, next, count: all }: PagerProps<Place>) {
  const t = useText(frameText);
  const { count } = useFormats();
  const { rowsBefore } = pages;
  if (next === null && rowsBefore === 0) return null;
  const part = { from: count(rowsBefore + 1), to: count(rowsBefore + rows) };
  return (
    <div className="row-buttons pager">
      <button type="button" className="plain" disabled={rowsBefore === 0} onClick={() => pages.back()}>
        {t('pageBefore')}
      </button>
      <button
        type="button"
        className="plain"
        disabled={next === null}
        onClick={() => next !== null && pages.turn(next, rows)}
      >
        {t('pageNext')}
      </button>
      <span className="meta" role="status">
        {all === undefined ? t('part', part) : t('partOf', { ...part, count: count(all) })}
      </span>
    </div>
  );
}
