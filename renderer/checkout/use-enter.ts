import { useEffect, useRef } from 'react';

/**
 * Does what Enter means for a pane, wherever the focus is but on something that Enter presses by itself. A key that is held
 * down counts once, and dialogs keep theirs.
 */
export function useEnter(act: () => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.repeat || event.defaultPrevented || event.isComposing) return;
      if (isPressedByEnter(event.target) || document.querySelector('[role=dialog]')) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

function isPressedByEnter(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a, select, textarea, form') !== null;
}
