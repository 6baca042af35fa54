import { Icon } from '../parts/icon.tsx';
import type { ScreenError } from '../service/connection.ts';
import { officeText } from '../text/back-office-text.ts';
import { useErrorText, useText } from '../text/use-text.ts';

/** Why a page has nothing to show. Reading takes no second person, so a right that lacks is said in other words. */
export function PageFault({ fault }: { readonly fault: ScreenError | null }) {
  const t = useText(officeText);
  const errorText = useErrorText();
  if (!fault) return null;
  return (
    <p className="notice fault" role="alert">
      <Icon name="warning" />
      {fault.code === 'approval-needed' ? t('noRight') : errorText(fault)}
    </p>
  );
}
