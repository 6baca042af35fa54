import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import type { CounterLine } from '../service/answers.ts';

interface LinesListProps {
  readonly lines: readonly CounterLine[];
  /** The line to keep in view: the chosen one. */
  readonly inViewId: string | null;
  readonly label: string;
  readonly children: (line: CounterLine) => ReactNode;
}

const ROW_HEIGHT_PX = 56;
/** Up to here every row is on the page; beyond it only those that can be seen. */
const PLAIN_ROWS_MAX = 50;
const ROWS_BEYOND_EDGE = 6;

/** Rows of lines that scroll, however many there are, with one of them always in view. */
export function LinesList(props: LinesListProps) {
  return props.lines.length > PLAIN_ROWS_MAX ? <ManyLines {...props} /> : <FewLines {...props} />;
}

function FewLines({ lines, inViewId, label, children }: LinesListProps) {
  const view = useRef<HTMLDivElement>(null);
  useInView(view, lines, inViewId);
  return (
    <ScrollRegion className="lines" label={label} ref={view}>
      <ol aria-label={label}>
        {lines.map((line) => (
          <li key={line.id}>{children(line)}</li>
        ))}
      </ol>
    </ScrollRegion>
  );
}

function ManyLines({ lines, inViewId, label, children }: LinesListProps) {
  const view = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- what it answers is used here and handed to nobody.
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => view.current,
    estimateSize: () => ROW_HEIGHT_PX,
    getItemKey: (index) => lines[index]!.id,
    overscan: ROWS_BEYOND_EDGE,
  });
  useInView(view, lines, inViewId);
  return (
    <ScrollRegion className="lines" label={label} ref={view}>
      <ol className="many" aria-label={label} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, key, start }) => (
          <li
            key={key}
            aria-setsize={lines.length}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start}px)` }}
          >
            {children(lines[index]!)}
          </li>
        ))}
      </ol>
    </ScrollRegion>
  );
}

/** Scrolls as little as shows the line whole: when it was chosen, when lines came or went, and when the list became lower. */
function useInView(
  view: RefObject<HTMLDivElement | null>,
  lines: readonly CounterLine[],
  inViewId: string | null,
): void {
  const place = lines.findIndex(({ id }) => id === inViewId);
  useLayoutEffect(() => scrollTo(view.current, place), [view, place]);
  useEffect(() => {
    const watch = new ResizeObserver(() => scrollTo(view.current, place));
    if (view.current) watch.observe(view.current);
    return () => watch.disconnect();
  }, [view, place]);
}

function scrollTo(view: HTMLElement | null, place: number): void {
  if (!view || place < 0) return;
  const top = place * ROW_HEIGHT_PX;
  const lowest = top + ROW_HEIGHT_PX - view.clientHeight;
  if (view.scrollTop > top) view.scrollTop = top;
  else if (view.scrollTop < lowest) view.scrollTop = lowest;
}
