import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { RegisterError } from '../../domain/errors.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { ask } from '../service/connection.ts';
import { readCounter, refuse, useCounter } from '../state/counter.ts';
import { setPreferences, usePreferences } from '../state/preferences.ts';
import { showScreen } from '../state/screen.ts';
import { refreshTill, useTill } from '../state/till.ts';
import { counterText } from '../text/counter-text.ts';
import { useLanguage, useText } from '../text/use-text.ts';
import { lockTill } from './use-idle-lock.ts';

interface MenuEntry {
  readonly id: string;
  readonly icon: IconName;
  readonly label: string;
  readonly shortcut?: string;
  readonly onAction: () => void;
}

/** Who is at the till, and what they may do beside selling. */
export function TillMenu() {
  const t = useText(counterText);
  const till = useTill((state) => state.status?.identity.tillCode ?? '');
  const cashier = useTill((state) => state.session?.member.name ?? '');
  const entries = useMenuEntries();
  return (
    <MenuTrigger>
      <Button className="who">
        <span className="label">{t('till', { till, cashier })}</span>
        <Icon name="down" isSmall />
      </Button>
      <Popover className="menu-popover" placement="bottom start" offset={4}>
        <Menu className="menu" aria-label={t('menu')}>
          {entries.map(({ id, icon, label, shortcut, onAction }) => (
            <MenuItem key={id} id={id} className="menu-item" textValue={label} onAction={onAction}>
              <Icon name={icon} />
              <span>{label}</span>
              {shortcut && <kbd aria-hidden="true">{shortcut}</kbd>}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function useMenuEntries(): readonly MenuEntry[] {
  const t = useText(counterText);
  const language = useLanguage();
  const isMuted = usePreferences((state) => state.isMuted);
  const isTraining = useCounter((state) => state.snapshot?.isTraining === true);
  const isDark = usePreferences((state) => state.theme) === 'dark' || isDarkNow();
  return [
    { id: 'back-office', icon: 'chart', label: t('backOffice'), onAction: () => showScreen('back-office') },
    { id: 'settings', icon: 'settings', label: t('settings'), onAction: () => showScreen('settings') },
    {
      id: 'language',
      icon: 'people',
      label: t('otherLanguage'),
      onAction: () => setPreferences({ language: language === 'en' ? 'zh-CN' : 'en' }),
    },
    {
      id: 'theme',
      icon: 'lamp',
      label: t(isDark ? 'lightTheme' : 'darkTheme'),
      onAction: () => setPreferences({ theme: isDark ? 'light' : 'dark' }),
    },
    {
      id: 'sound',
      icon: 'sound',
      label: t(isMuted ? 'unmute' : 'mute'),
      onAction: () => setPreferences({ isMuted: !isMuted }),
    },
    {
      id: 'training',
      icon: 'training',
      label: t(isTraining ? 'endTraining' : 'startTraining'),
      onAction: () => void switchTraining(!isTraining),
    },
    { id: 'lock', icon: 'lock', label: t('lock'), shortcut: 'F12', onAction: () => void lockTill() },
    { id: 'sign-out', icon: 'person', label: t('switchCashier'), onAction: () => void signOut() },
  ];
}

/** The theme that shows, where it follows the machine's. */
function isDarkNow(): boolean {
  return document.documentElement.dataset['theme'] === 'dark';
}

/** The next cashier signs in; the sale on the counter stays. */
async function signOut(): Promise<void> {
  const answer = await ask((service) => service.session.signOut());
  if (!answer.ok) return refuse(answer.error);
  await refreshTill();
}

/** To the till for practice, or back to the real one, where the sale waits as it was left. */
async function switchTraining(isWanted: boolean): Promise<void> {
  const answer = await ask<unknown, RegisterError>((service) =>
    isWanted ? service.session.startTraining() : service.session.endTraining(),
  );
  if (!answer.ok) return refuse(answer.error);
  await Promise.all([refreshTill(), readCounter()]);
}
