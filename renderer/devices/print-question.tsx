import { useState } from 'react';
import type { PrintJob } from '../../register/contract/device.ts';
import { Icon } from '../parts/icon.tsx';
import { ask } from '../service/connection.ts';
import { refuse } from '../state/counter.ts';
import { devicesText } from '../text/devices-text.ts';
import { useText } from '../text/use-text.ts';
import { useDevices } from './device-events.ts';

type Settlement = 'done' | 'print-again' | 'given-up';

/**
 * Asks about a document that may be on paper, which only a person can see. It stands in nobody's way: selling goes on, and
 * it goes when it is answered or the service learns the answer by itself.
 */
export function PrintQuestion() {
  const printers = useDevices((devices) => devices.state?.printers);
  const asking =
    printers?.flatMap(({ asks, name }) => (asks ? [{ job: asks, printerName: name }] : [])) ?? [];
  const [first] = asking;
  if (!first) return null;
  return <Question key={first.job.id} {...first} moreCount={asking.length - 1} />;
}

interface QuestionProps {
  readonly job: PrintJob;
  readonly printerName: string;
  /** Other printers that have something to ask. */
  readonly moreCount: number;
}

function Question({ job, printerName, moreCount }: QuestionProps) {
  const t = useText(devicesText);
  const [isSettled, setSettled] = useState(false);
  const settle = async (as: Settlement) => {
    setSettled(true);
    const answer = await ask((service) => service.device.settleJob({ id: job.id, as }));
    if (answer.ok) return;
    setSettled(false);
    await refuse(answer.error);
  };
  if (isSettled) return null;
  return (
    <section className="print-question" role="status" aria-label={t('asks')}>
      <p className="asked">
        <Icon name="printer" isSmall />
        <span>
          <b>{t('asks')}</b> {t('asksWhy', { title: job.title, printer: printerName })}{' '}
          {moreCount > 0 && t('moreAsked', { number: moreCount })}
        </span>
      </p>
      <SettleButton label={t('done')} onPress={() => void settle('done')} />
      <SettleButton label={t('printAgain')} onPress={() => void settle('print-again')} />
      <SettleButton label={t('giveUp')} className="give-up" onPress={() => void settle('given-up')} />
    </section>
  );
}

interface SettleButtonProps {
  readonly label: string;
  readonly className?: string;
  readonly onPress: () => void;
}

/** It takes no focus from the sale when a finger presses it. */
function SettleButton({ label, className = '', onPress }: SettleButtonProps) {
  return (
    <button
      type="button"
      className={`plain ${className}`}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPress}
    >
      {label}
    </button>
  );
}
