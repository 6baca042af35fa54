import { Icon } from '../parts/icon.tsx';
import { shell } from '../service/shell.ts';
import { useTill } from '../state/till.ts';
import { devicesText } from '../text/devices-text.ts';
import { useText } from '../text/use-text.ts';
import { openCustomerDisplay, useCustomerDisplay } from './tell-customer.ts';

/** Offers to open the customer's screen where the shop wants one and a browser has none: it opens windows only for a press. */
export function DisplayChip() {
  const t = useText(devicesText);
  const isWanted = useTill(({ status }) => status?.settings.devices.customerDisplay === true);
  const isOpen = useCustomerDisplay((display) => display.isOpen);
  if (shell || !isWanted || isOpen) return null;
  return (
    <button
      type="button"
      className="chip device-chip"
      onPointerDown={(event) => event.preventDefault()}
      onClick={openCustomerDisplay}
    >
      <Icon name="person" isSmall />
      <span className="words">{t('openDisplay')}</span>
    </button>
  );
}
