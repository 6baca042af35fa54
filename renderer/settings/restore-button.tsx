import { useState } from 'react';
import { Icon } from '../parts/icon.tsx';
import { restoreText } from '../text/restore-text.ts';
import { useText } from '../text/use-text.ts';
import { RestoreDialog, type Backups } from './restore-dialog.tsx';

/** Begins a restore; nothing happens before everything that it changes was shown. */
export function RestoreButton({ backups }: { readonly backups: Backups }) {
  const t = useText(restoreText);
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="row-buttons">
      <button type="button" className="plain danger" onClick={() => setOpen(true)}>
        <Icon name="undo" isSmall />
        {t('restore')}
      </button>
      {isOpen && <RestoreDialog backups={backups} onClose={() => setOpen(false)} />}
    </div>
  );
}
