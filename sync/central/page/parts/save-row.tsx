import { useText } from '../state/language.ts';
import type { PageError } from '../state/office.ts';
import { settingsText } from '../text/settings-text.ts';
import { Done, Fault } from './basics.tsx';

interface SaveRowProps {
  readonly act: string;
  readonly error: PageError | null;
  readonly isSaved: boolean;
}

/** The button of a form, and how saving went. */
export function SaveRow({ act, error, isSaved }: SaveRowProps) {
  const t = useText(settingsText);
  return (
    <>
      <Fault error={error} />
      <div className="row-buttons">
        <button type="submit" className="primary">
          {act}
        </button>
        <Done>{isSaved ? t('saved') : null}</Done>
      </div>
    </>
  );
}
