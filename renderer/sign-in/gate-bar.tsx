import { Clock } from '../parts/clock.tsx';
import { Icon } from '../parts/icon.tsx';
import { setPreferences } from '../state/preferences.ts';
import { useTill } from '../state/till.ts';
import { signInText } from '../text/sign-in-text.ts';
import { useLanguage, useText } from '../text/use-text.ts';

/** The shop, the till, the other language and the time. */
export function GateBar() {
  const t = useText(signInText);
  const language = useLanguage();
  const status = useTill((state) => state.status);
  return (
    <header className="bar">
      <span className="shop">
        <Icon name="register" />
        <b>{status?.settings.shop.name}</b>
        <span className="muted">{status?.identity.tillCode}</span>
      </span>
      <span className="end">
        <button
          type="button"
          className="link"
          lang={language === 'en' ? 'zh-CN' : 'en'}
          onClick={() => setPreferences({ language: language === 'en' ? 'zh-CN' : 'en' })}
        >
          {t('otherLanguage')}
        </button>
        <Clock />
      </span>
    </header>
  );
}
