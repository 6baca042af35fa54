import { lazy, Suspense, useEffect } from 'react';
import { Icon } from '../parts/icon.tsx';
import { useCounter } from '../state/counter.ts';
import { simulatorText } from '../text/simulator-text.ts';
import { useText } from '../text/use-text.ts';
import { closeDrawer } from './simulated-output.ts';
import { toggleSimulator, useSimulator } from './simulator-state.ts';
import { useIsSimulated } from './simulated.ts';
import './simulated-devices.css';

// A real shop never fetches it.
const SimulatorPanel = lazy(async () => ({
  default: (await import('./simulator-panel.tsx')).SimulatorPanel,
}));

/** What stands in the top bar for the simulated devices, and their panel; nothing in a real shop. */
export function SimulatedDevices() {
  return useIsSimulated() ? <Devices /> : null;
}

function Devices() {
  const t = useText(simulatorText);
  const isOpen = useSimulator((state) => state.isOpen);
  useKey();
  usePushedDrawer();
  return (
    <>
      <button
        type="button"
        className="devices-button"
        id="simulated-devices"
        aria-label={t('title')}
        aria-expanded={isOpen}
        aria-keyshortcuts="Control+D"
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => toggleSimulator(false)}
      >
        <Icon name="scan" />
        <span className="wide">{t('short')}</span>
      </button>
      <Suspense fallback={null}>{isOpen && <SimulatorPanel />}</Suspense>
    </>
  );
}

/** A cashier pushes the drawer shut before the next sale; nobody has hands for a simulated one. */
function usePushedDrawer(): void {
  const isSelling = useCounter(({ snapshot }) => (snapshot?.basket ?? null) !== null);
  useEffect(() => {
    if (isSelling) void closeDrawer();
  }, [isSelling]);
}

/** Ctrl+D is nobody's in a shop: a browser's bookmarks are switched off there. */
function useKey(): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isOurs = event.ctrlKey && !event.altKey && !event.metaKey && event.code === 'KeyD';
      if (!isOurs || event.repeat || document.querySelector('[role=dialog], [role=menu]')) return;
      event.preventDefault();
      toggleSimulator(true);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
