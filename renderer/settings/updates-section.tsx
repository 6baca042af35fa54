import { useEffect, useState } from 'react';
import { shell, type Shell, type UpdateState } from '../service/shell.ts';
import { settingsUpdatesText } from '../text/settings-updates-text.ts';
import { useText } from '../text/use-text.ts';

/** Updates of the desktop program; a browser has none of its own. */
export function UpdatesSection() {
  return shell && <Updates bridge={shell} />;
}

function Updates({ bridge }: { readonly bridge: Shell }) {
  const t = useText(settingsUpdatesText);
  const [update, setUpdate] = useState<UpdateState>({ state: 'none' });
  useEffect(() => bridge.onUpdateState((state) => setUpdate(state as UpdateState)), [bridge]);
  const key = update.state === 'waiting-for-shift' ? 'waiting' : update.state;
  return (
    <section className="form-section">
      <header className="section-head">
        <h2>{t('updates')}</h2>
      </header>
      <p role="status">{t(key, { version: update.version ?? bridge.version })}</p>
      {update.state === 'ready' && (
        <button type="button" className="plain" onClick={() => bridge.installUpdate()}>
          {t('install')}
        </button>
      )}
    </section>
  );
}
