import { useEffect, useState } from 'react';
import type { DeviceState, PrintJob } from '../../register/contract/device.ts';
import { Icon } from '../parts/icon.tsx';
import { ask } from '../service/connection.ts';
import { refuse } from '../state/counter.ts';
import { useTill } from '../state/till.ts';
import { devicesText } from '../text/devices-text.ts';
import { useText } from '../text/use-text.ts';
import { useDevices } from './device-events.ts';
import { findTroubles } from './troubles.ts';

/** What became of the receipt of the sale that was just paid; nothing where the till has no printer for receipts. */
export function ReceiptPrint({ receiptNumber }: { readonly receiptNumber: string }) {
  const devices = useTill((state) => state.status?.settings.devices);
  const isAsked = useState(false);
  if (!devices || devices.receiptPrinterId === null) return null;
  const [isWanted, want] = isAsked;
  if (!devices.printsEachSale && !isWanted) {
    return <PrintOffer receiptNumber={receiptNumber} onPrinting={() => want(true)} />;
  }
  return <PrintState receiptNumber={receiptNumber} />;
}

/** Says that the drawer is open, where the printer that it hangs on can tell. */
export function OpenDrawer() {
  const t = useText(devicesText);
  const isOpen = useDevices(
    ({ state }) => state?.printers.some(({ status }) => status?.isDrawerOpen) ?? false,
  );
  if (!isOpen) return null;
  return (
    <p className="told">
      <Icon name="drawer" />
      {t('drawerOpen')}
    </p>
  );
}

interface PrintOfferProps {
  readonly receiptNumber: string;
  readonly onPrinting: () => void;
}

function PrintOffer({ receiptNumber, onPrinting }: PrintOfferProps) {
  const t = useText(devicesText);
  const print = async () => {
    const queued = await ask((service) => service.device.printReceipt({ receiptNumber }));
    if (queued.ok) onPrinting();
    else await refuse(queued.error);
  };
  return (
    <div className="receipt-print">
      <Icon name="printer" />
      <span>{t('onRequest')}</span>
      <button
        type="button"
        className="plain"
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => void print()}
      >
        {t('print')}
      </button>
    </div>
  );
}

function PrintState({ receiptNumber }: { readonly receiptNumber: string }) {
  const words = usePrintWords(receiptNumber);
  if (!words) return null;
  return (
    <p className={words.isTrouble ? 'receipt-print chip' : 'told'} role="status">
      <Icon name="printer" />
      {words.text}
    </p>
  );
}

function usePrintWords(receiptNumber: string): { readonly text: string; readonly isTrouble: boolean } | null {
  const t = useText(devicesText);
  const devices = useDevices((known) => known.state);
  const jobs = useJobs();
  if (!jobs) return null;
  const job = jobs.findLast(({ title }) => title.includes(receiptNumber));
  if (!job) return { text: t('printed'), isTrouble: false };
  switch (job.state) {
    case 'queued':
    case 'sending':
    case 'failed': {
      const trouble = devices && troubleOf(devices, job);
      if (trouble) return { text: t('waiting', { trouble: t(trouble) }), isTrouble: true };
      return job.state === 'failed'
        ? { text: t('failed'), isTrouble: true }
        : { text: t('printing'), isTrouble: false };
    }
    case 'unknown':
      return { text: t('notKnown'), isTrouble: true };
    case 'given-up':
      return { text: t('givenUp'), isTrouble: true };
    case 'confirmed':
    case 'sent':
      return { text: t('printed'), isTrouble: false };
  }
}

function troubleOf({ printers }: DeviceState, job: PrintJob) {
  const printer = printers.filter(({ id }) => id === job.printerId);
  const [trouble] = findTroubles({ printers: printer, scanner: null, scale: null, poleDisplay: null });
  return trouble?.kind ?? job.fault;
}

/** What waits to be printed, read again whenever a printer tells something; null until it was read. */
function useJobs(): readonly PrintJob[] | null {
  const [jobs, setJobs] = useState<readonly PrintJob[] | null>(null);
  useEffect(() => {
    let isWanted = true;
    const read = async () => {
      const answer = await ask((service) => service.device.jobs());
      if (isWanted && answer.ok) setJobs(answer.value);
    };
    void read();
    const stop = useDevices.subscribe(() => void read());
    return () => {
      isWanted = false;
      stop();
    };
  }, []);
  return jobs;
}
