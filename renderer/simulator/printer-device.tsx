import { useState } from 'react';
import type { SimulatedFault } from '../../register/contract/device.ts';
import { useDevices } from '../devices/device-events.ts';
import { useTill } from '../state/till.ts';
import { simulatorText } from '../text/simulator-text.ts';
import { useText } from '../text/use-text.ts';
import { PrintedPaper } from './printed-paper.tsx';
import { setFault, simulatedFaults, useSimulatedFaults } from './simulated-faults.ts';
import { useSimulatedOutput } from './simulated-output.ts';

const none: readonly never[] = [];

/** Printers whose paper can be seen, as their bytes came to, and that fail when they are told to. */
export function PrinterDevice() {
  const t = useText(simulatorText);
  const papers = useSimulatedOutput(({ output }) => output?.papers ?? none);
  const [tornAt, tearAt] = useState(0);
  const shown = papers.filter(({ at }) => at > tornAt).toReversed();
  return (
    <>
      <div className="paper-controls">
        {useSimulatedPrinters().map((printer) => (
          <PrinterFault key={printer.id} {...printer} />
        ))}
        <button
          type="button"
          className="plain"
          disabled={shown.length === 0}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => tearAt(papers.at(-1)?.at ?? 0)}
        >
          {t('tearOff')}
        </button>
      </div>
      <ol className="roll" aria-label={t('roll')}>
        {shown.map((paper) => (
          <li key={paper.at}>
            <PrintedPaper paper={paper} />
          </li>
        ))}
      </ol>
      {shown.length === 0 && <p className="muted">{t('nothingPrinted')}</p>}
    </>
  );
}

/** In training every printer is simulated, whatever the shop has. */
function useSimulatedPrinters(): readonly { readonly id: string; readonly name: string }[] {
  const settings = useTill(({ status }) => status?.settings.devices.printers ?? none);
  const isTraining = useTill(({ status }) => status?.identity.isTraining === true);
  const printers = useDevices(({ state }) => state?.printers ?? none);
  const simulated = new Set(
    settings.filter(({ connection }) => connection.kind === 'simulated').map(({ id }) => id),
  );
  return isTraining ? printers : printers.filter(({ id }) => simulated.has(id));
}

function PrinterFault({ id, name }: { readonly id: string; readonly name: string }) {
  const t = useText(simulatorText);
  const fault = useSimulatedFaults(({ byPrinter }) => byPrinter[id] ?? null);
  const choose = (value: string) => void setFault(id, value === '' ? null : (value as SimulatedFault));
  return (
    <label className="field">
      <span className="label">{name}</span>
      <select value={fault ?? ''} onChange={(event) => choose(event.target.value)}>
        <option value="">{t('works')}</option>
        {simulatedFaults.map((each) => (
          <option key={each} value={each}>
            {t(`fault-${each}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
