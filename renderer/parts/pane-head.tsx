import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import './pane-head.css';

interface PaneHeadProps {
  readonly title: string;
  /** What the arrow does, for those who cannot see it. */
  readonly backLabel: string;
  readonly onBack: () => void;
  readonly children?: ReactNode;
}

/** The head of what replaces the tiles: back at the left, with its key, then the title, then what else is said. */
export function PaneHead({ title, backLabel, onBack, children }: PaneHeadProps) {
  return (
    <header className="pane-head">
      <button type="button" className="back" aria-keyshortcuts="Escape" onClick={onBack}>
        <Icon name="back" />
        <span className="sr">{backLabel}</span>
        <kbd aria-hidden="true">Esc</kbd>
      </button>
      <h1>{title}</h1>
      <div className="beside">{children}</div>
    </header>
  );
}
