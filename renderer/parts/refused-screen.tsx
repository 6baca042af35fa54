import type { RegisterError } from '../../domain/errors.ts';
import { serviceText } from '../text/service-text.ts';
import { useErrorText, useText } from '../text/use-text.ts';
import { Icon } from './icon.tsx';
import './refused-screen.css';

/** The till cannot be opened: why, and that it is tried again by itself. */
export function RefusedScreen({ error }: { readonly error: RegisterError }) {
  const t = useText(serviceText);
  const errorText = useErrorText();
  return (
    <main className="refused">
      <section className="card" role="alert">
        <h1>
          <Icon name="warning" />
          {t('refusedTitle')}
        </h1>
        <p>{errorText(error)}</p>
        <p className="muted">{t('refusedHint')}</p>
      </section>
    </main>
  );
}
