import { describeSettingsFault } from '../../domain/text/settings-text.ts';
import { Icon } from '../parts/icon.tsx';
import { settingsScreenText } from '../text/settings-screen-text.ts';
import { useErrorText, useLanguage, useText } from '../text/use-text.ts';
import type { Edit } from './draft.ts';

/** Stays in sight while a page has changes: to save them, or not. Afterwards it says that they are saved. */
export function SaveBar({ edit }: { readonly edit: Edit }) {
  const t = useText(settingsScreenText);
  const { isChanged, undo, discard } = edit;
  return (
    <div className={isChanged ? 'save-bar changed' : 'save-bar'} role="status">
      <SaveNote edit={edit} />
      {isChanged && (
        <span className="end">
          <button type="button" className="plain" onClick={discard}>
            {t('discard')}
          </button>
          <button type="button" className="primary" onClick={() => void saveIfSound(edit)}>
            {edit.caution?.saveLabel ?? t('save')}
          </button>
        </span>
      )}
      {undo && (
        <button type="button" className="link" onClick={undo}>
          <Icon name="undo" isSmall />
          {t('undo')}
        </button>
      )}
    </div>
  );
}

function SaveNote({ edit: { isChanged, conflict, fault, caution, undo } }: { readonly edit: Edit }) {
  const t = useText(settingsScreenText);
  const errorText = useErrorText();
  const language = useLanguage();
  if (conflict || fault) {
    const refused = fault?.code === 'settings-invalid' ? fault.detail : null;
    const found = conflict ? describeSettingsFault(conflict, language) : refused;
    // Some of these are sentences of their own.
    const detail = found?.replace(/[.。]$/, '');
    return (
      <span className="fault">
        <Icon name="warning" isSmall />
        {detail ? t('refused', { detail }) : fault && errorText(fault)}
      </span>
    );
  }
  if (isChanged) return <span>{caution?.text ?? t('unsaved')}</span>;
  return undo ? (
    <span className="saved">
      <Icon name="check" isSmall />
      {t('saved')}
    </span>
  ) : null;
}

/** Saves unless a field has a fault. */
export async function saveIfSound(edit: Edit): Promise<boolean> {
  return areFieldsSound() && edit.conflict === null && edit.save();
}

/** Whether no field of the page has a fault; the first that has takes the focus and shows it. */
export function areFieldsSound(): boolean {
  const fields = document.querySelectorAll<HTMLInputElement>('.office-page input');
  const faulty = [...fields].filter((field) => !field.checkValidity());
  faulty[0]?.focus();
  return faulty.length === 0;
}
