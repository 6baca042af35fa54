import type { ReactNode } from 'react';
import { PaneHead as PlainHead } from '../parts/pane-head.tsx';
import { showPane } from '../state/counter.ts';
import { paneText } from '../text/counter-pane-text.ts';
import { useText } from '../text/use-text.ts';

interface PaneHeadProps {
  readonly title: string;
  readonly onBack?: () => void;
  readonly children?: ReactNode;
}

function backToSale(): void {
  showPane('tiles');
}

/** The head of a pane that goes back to the sale. */
export function PaneHead({ title, onBack = backToSale, children }: PaneHeadProps) {
  const t = useText(paneText);
  return (
    <PlainHead title={title} backLabel={t('back')} onBack={onBack}>
      {children}
    </PlainHead>
  );
}
