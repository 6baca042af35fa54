import { lazy, Suspense, useEffect } from 'react';
import { Icon } from '../parts/icon.tsx';
import { simulatorText } from '../text/simulator-text.ts';
import { useText } from '../text/use-text.ts';
import { openSimulator, toggleSimulator, useSimulator } from './simulator-state.ts';
import { usePrintedSales, usePrinter } from './printer.ts';
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
  usePrintedSales();
  useKey();
  return (
    <>
      <PaperChip />
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

function PaperChip() {
  const t = useText(simulatorText);
  const hasPaper = usePrinter((state) => state.roll.hasPaper);
  return (
    <div className="chips" role="status">
      {!hasPaper && (
        <button
          type="button"
          className="chip"
          aria-label={t('noPaper')}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => openSimulator('printer')}
        >
          <Icon name="printer" isSmall />
          {t('noPaperShort')}
        </button>
      )}
    </div>
  );
}
