import type { Language } from '../../domain/text/language.ts';
import { shortKey } from '../counter/key-name.ts';
import { keysOf } from '../keys/actions.ts';
import { playSound } from '../sound/sounds.ts';
import { setPreferences, themes, usePreferences } from '../state/preferences.ts';
import { settingsLookText } from '../text/settings-look-text.ts';
import { useText } from '../text/use-text.ts';
import { useSection, useSectionsEdit, useSettings } from './draft.ts';
import { ChoiceField, SelectField } from './fields.tsx';
import { languageNames } from './languages.ts';
import { SettingsPage } from './settings-page.tsx';

const sections = ['lockAfterMinutes'] as const;
const LOCK_MINUTES = [0, 1, 2, 5, 10, 15, 30, 60, 120, 240] as const;

/** How this screen looks and sounds, at once; and when the shop's tills lock, once saved. */
export function LookPage() {
  const t = useText(settingsLookText);
  const edit = useSectionsEdit(sections);
  const [lockAfterMinutes, setLockAfterMinutes] = useSection('lockAfterMinutes');
  return (
    <SettingsPage page="look" subtitle={t('hint')} edit={edit}>
      <div className="sheet settings-sheet">
        <ScreenFields />
        <section className="form-section">
          <h2>{t('lock')}</h2>
          <div className="form-grid">
            <SelectField<number>
              label={t('lockAfter')}
              hint={t('lockHint')}
              value={lockAfterMinutes}
              onChange={setLockAfterMinutes}
              options={LOCK_MINUTES.map((minutes) => ({
                value: minutes,
                label: minutes === 0 ? t('never') : t('minutes', { minutes }),
              }))}
            />
          </div>
        </section>
      </div>
    </SettingsPage>
  );
}

function ScreenFields() {
  const t = useText(settingsLookText);
  const { language, theme, isScanMode, isMuted } = usePreferences();
  const { keys } = useSettings();
  return (
    <section className="form-section">
      <h2>{t('screen')}</h2>
      <p className="meta">{t('screenHint')}</p>
      <ChoiceField<Language | 'shop'>
        label={t('language')}
        value={language ?? 'shop'}
        onChange={(chosen) => setPreferences({ language: chosen === 'shop' ? null : chosen })}
        options={[{ value: 'shop', label: t('asShop') }, ...languageNames]}
      />
      <ChoiceField
        label={t('theme')}
        value={theme}
        onChange={(chosen) => setPreferences({ theme: chosen })}
        options={themes.map((each) => ({ value: each, label: t(each) }))}
      />
      <ChoiceField
        label={t('counter')}
        hint={t('scanHint', { key: shortKey(keysOf(keys).scanMode) })}
        value={isScanMode}
        onChange={(isOn) => setPreferences({ isScanMode: isOn })}
        options={[
          { value: false, label: t('tiles') },
          { value: true, label: t('scanMode') },
        ]}
      />
      <ChoiceField
        label={t('sounds')}
        hint={t('soundsHint')}
        value={isMuted}
        onChange={(isOff) => {
          setPreferences({ isMuted: isOff });
          playSound('good');
        }}
        options={[
          { value: false, label: t('on') },
          { value: true, label: t('off') },
        ]}
      />
    </section>
  );
}
