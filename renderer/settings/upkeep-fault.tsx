import { Icon } from '../parts/icon.tsx';
import type { ScreenError } from '../service/connection.ts';
import { settingsScreenText } from '../text/settings-screen-text.ts';
import { useErrorText, useText } from '../text/use-text.ts';

/** Why something is not shown or was not done. Looking takes no second person, so a right that lacks is said otherwise. */
export function UpkeepFault({ fault }: { readonly fault: ScreenError | null }) {
  const t = useText(settingsScreenText);
  const errorText = useErrorText();
  if (!fault) return null;
  return (
    <p className="fault" role="alert">
      <Icon name="warning" isSmall />
      {fault.code === 'approval-needed' ? t('noRight') : errorText(fault)}
    </p>
  );
}
