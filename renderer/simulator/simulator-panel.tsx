import { useEffect, useRef } from 'react';
import { Icon } from '../parts/icon.tsx';
import { simulatorText } from '../text/simulator-text.ts';
import { useText } from '../text/use-text.ts';
import { DisplayDevice } from './display-device.tsx';
import { PrinterDevice } from './printer-device.tsx';
import { ScaleDevice } from './scale-device.tsx';
import { ScannerDevice } from './scanner-device.tsx';
import { closeDrawer, useFollowedOutput, useSimulatedOutput } from './simulated-output.ts';
import { closeSimulator, devices, moveSimulator, openSimulator, useSimulator } from './simulator-state.ts';
import './simulator-panel.css';

/** The devices that a shop has and a laptop has not, each to be worked by hand. It stands over the left pane. */
export function SimulatorPanel() {
  const t = useText(simulatorText);
  const panel = useRef<HTMLElement>(null);
  const { device, isUp } = useSimulator();
  useFollowedOutput();
  useEffect(() => {
    const section = panel.current;
    if (useSimulator.getState().takesFocus)
      section?.querySelector<HTMLElement>('[aria-pressed=true]')?.focus();
    section?.addEventListener('keydown', keepKeys);
    return () => section?.removeEventListener('keydown', keepKeys);
  }, []);
  return (
    <section ref={panel} className="simulator" aria-label={t('title')} data-place={isUp ? 'up' : 'down'}>
      <PanelHead isUp={isUp} />
      <p className="meta">{t('about')}</p>
      <div className="device-choice" role="group" aria-label={t('devices')}>
        {devices.map((each) => (
          <button
            key={each}
            type="button"
            className="plain"
            aria-pressed={each === device}
            onPointerDown={keepFocus}
            onClick={() => openSimulator(each)}
          >
            {t(each)}
          </button>
        ))}
      </div>
      <div className="device">
        {device === 'scanner' && <ScannerDevice />}
        {device === 'scale' && <ScaleDevice />}
        {device === 'printer' && <PrinterDevice />}
        {device === 'display' && <DisplayDevice />}
      </div>
      <Drawer />
    </section>
  );
}

function PanelHead({ isUp }: { readonly isUp: boolean }) {
  const t = useText(simulatorText);
  return (
    <header>
      <h2>{t('title')}</h2>
      <button
        type="button"
        aria-label={t(isUp ? 'moveDown' : 'moveUp')}
        onPointerDown={keepFocus}
        onClick={moveSimulator}
      >
        <Icon name={isUp ? 'down' : 'up'} />
      </button>
      <button
        type="button"
        aria-label={t('close')}
        aria-keyshortcuts="Control+D"
        onPointerDown={keepFocus}
        onClick={closeSimulator}
      >
        <Icon name="close" />
      </button>
    </header>
  );
}

/** It hangs on the printer, and is seen whichever device shows. */
function Drawer() {
  const t = useText(simulatorText);
  const isOpen = useSimulatedOutput(({ output }) => output?.isDrawerOpen === true);
  return (
    <footer>
      <Icon name="drawer" />
      <span role="status">{t(isOpen ? 'drawerOpen' : 'drawerClosed')}</span>
      {isOpen && (
        <button type="button" className="plain" onPointerDown={keepFocus} onClick={() => void closeDrawer()}>
          {t('closeDrawer')}
        </button>
      )}
    </footer>
  );
}

/** What is typed into the panel is not for the sale; Escape goes back to it. Function keys stay the counter's. */
function keepKeys(event: KeyboardEvent): void {
  if (event.key === 'Escape') {
    closeSimulator();
    document.querySelector<HTMLElement>('#simulated-devices')?.focus();
    event.stopPropagation();
  } else if (event.target instanceof HTMLInputElement && !event.ctrlKey && !/^F\d+$/.test(event.key)) {
    event.stopPropagation();
  }
}

/** A device takes no focus from the sale when a hand works it. */
function keepFocus(event: { preventDefault: () => void }): void {
  event.preventDefault();
}
