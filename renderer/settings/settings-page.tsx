import { useEffect, useState, type ReactNode } from 'react';
import { CentralDecides } from '../chain/central-decides.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { OfficeFrame, type OfficeItem } from '../parts/office-frame.tsx';
import { showScreen } from '../state/screen.ts';
import { settingsScreenText } from '../text/settings-screen-text.ts';
import { useText } from '../text/use-text.ts';
import { forgetSaved, type Edit } from './draft.ts';
import { SaveBar, saveIfSound } from './save-bar.tsx';
import './settings.css';

const pages = [
  { id: 'shop', icon: 'home' },
  { id: 'goods', icon: 'percent' },
  { id: 'tenders', icon: 'cash' },
  { id: 'articles', icon: 'code' },
  { id: 'loyalty', icon: 'tier' },
  { id: 'staff', icon: 'people' },
  { id: 'roles', icon: 'key' },
  { id: 'tiles', icon: 'grid' },
  { id: 'keys', icon: 'keyboard' },
  { id: 'devices', icon: 'printer' },
  { id: 'receipt', icon: 'receipt' },
  { id: 'look', icon: 'lamp' },
  { id: 'upkeep', icon: 'database' },
] as const;
export type SettingsPageId = (typeof pages)[number]['id'];

/** Of these central may send sections. */
const decidedPages: ReadonlySet<SettingsPageId> = new Set(['goods', 'tenders', 'staff', 'roles']);

interface SettingsPageProps {
  readonly page: SettingsPageId;
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  readonly aside?: ReactNode;
  /** What can be changed here; a page that does things at once has none. */
  readonly edit?: Edit;
  readonly children: ReactNode;
}

/** One page of the settings. Nothing that was changed on it is saved or lost by leaving it. */
export function SettingsPage({ page, edit, children, ...rest }: SettingsPageProps) {
  const t = useText(settingsScreenText);
  const [leaveTo, setLeaveTo] = useState<(() => void) | null>(null);
  useEffect(() => forgetSaved, []);
  const leave = (go: () => void) => {
    if (edit?.isChanged) setLeaveTo(() => go);
    else go();
  };
  const items: readonly OfficeItem[] = pages.map(({ id, icon }) => ({ id, icon, label: t(id) }));
  const select = (id: string) => {
    if (id === page) return;
    leave(() => (id === 'office' ? showScreen('back-office') : showScreen('settings', id)));
  };
  return (
    <OfficeFrame
      {...rest}
      items={items}
      current={page}
      title={t(page)}
      onSelect={select}
      foot={{ id: 'office', icon: 'chart', label: t('office') }}
      onBack={() => leave(() => showScreen('counter'))}
    >
      {decidedPages.has(page) && <CentralDecides what="settings" />}
      {children}
      {edit && <SaveBar edit={edit} />}
      {edit && leaveTo && <LeavingQuestion edit={edit} onStay={() => setLeaveTo(null)} onLeave={leaveTo} />}
    </OfficeFrame>
  );
}

interface LeavingQuestionProps {
  readonly edit: Edit;
  readonly onStay: () => void;
  readonly onLeave: () => void;
}

function LeavingQuestion({ edit, onStay, onLeave }: LeavingQuestionProps) {
  const t = useText(settingsScreenText);
  const save = async () => {
    if (await saveIfSound(edit)) onLeave();
    else onStay();
  };
  const discard = () => {
    edit.discard();
    onLeave();
  };
  return (
    <Dialog title={t('unsavedTitle')} onClose={onStay}>
      <p>{edit.caution?.text ?? t('unsavedHint')}</p>
      <div className="actions">
        <button type="button" className="plain danger" onClick={discard}>
          {t('discard')}
        </button>
        <button type="button" className="plain" onClick={onStay}>
          {t('stay')} <kbd>Esc</kbd>
        </button>
        <button type="button" className="primary" onClick={() => void save()}>
          {edit.caution?.saveLabel ?? t('saveAndLeave')}
        </button>
      </div>
    </Dialog>
  );
}
