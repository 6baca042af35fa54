import type { ReactNode, Ref } from 'react';

interface ScrollRegionProps {
  readonly label: string;
  readonly className: string;
  readonly ref?: Ref<HTMLDivElement>;
  readonly children: ReactNode;
}

/** What scrolls by itself, within reach of the keyboard (WCAG 2.1.1). */
export function ScrollRegion({ label, className, ref, children }: ScrollRegionProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrows scroll only what has the focus.
    <div className={className} ref={ref} role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
