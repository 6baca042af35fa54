import { Icon } from '../parts/icon.tsx';
import { simulatorText } from '../text/simulator-text.ts';
import { useText } from '../text/use-text.ts';
import { usePrinter } from './printer.ts';
import { useIsSimulated } from './simulated.ts';

/** Says beside the change that the receipt waits for paper; nothing otherwise. */
export function WaitingReceipt() {
  const t = useText(simulatorText);
  const isWaiting = usePrinter(({ roll }) => roll.waiting.length > 0);
  if (!useIsSimulated() || !isWaiting) return null;
  return (
    <p className="chip" role="status">
      <Icon name="printer" isSmall />
      {t('waits')}
    </p>
  );
}
