import type { ReactNode } from 'react';
import { Icon, type IconName } from '../../../renderer/parts/icon.tsx';
import { setPreferences, usePreferences } from '../../../renderer/state/preferences.ts';
import type { OfficeRight } from '../office/rights.ts';
import { useLanguage, useText } from './state/language.ts';
import { signOut, useSession } from './state/office.ts';
import { goTo } from './state/place.ts';
import { frameText } from './text/frame-text.ts';

export const pageIds = [
  'overview',
  'registers',
  'exceptions',
  'members',
  'promotions',
  'catalogue',
  'settings',
  'staff',
  'users',
  'audit',
] as const;
export type PageId = (typeof pageIds)[number];

/** What a page takes to be there at all; null for everybody. */
export const pageNeeds: Readonly<Record<PageId, { icon: IconName; right: OfficeRight | null }>> = {
  overview: { icon: 'chart', right: null },
  registers: { icon: 'register', right: null },
  exceptions: { icon: 'warning', right: null },
  members: { icon: 'people', right: 'members-find' },
  promotions: { icon: 'percent', right: 'promotions-manage' },
  catalogue: { icon: 'bag', right: 'catalogue-manage' },
  settings: { icon: 'settings', right: 'settings-manage' },
  staff: { icon: 'badge', right: 'staff-manage' },
  users: { icon: 'key', right: 'users-manage' },
  audit: { icon: 'journal', right: 'audit-see' },
};

export function useRight(right: OfficeRight | null): boolean {
  return useSession(({ session }) => right === null || session?.rights.includes(right) === true);
}

interface PageProps {
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** One page beside the navigation. */
export function Page({ title, subtitle, actions, children }: PageProps) {
  return (
    <main className="office-page">
      <div className="office-main">
        <header className="office-head">
          <div className="titles">
            <h1>{title}</h1>
            {subtitle && <p className="meta">{subtitle}</p>}
          </div>
          {actions && <div className="actions">{actions}</div>}
        </header>
        {children}
      </div>
    </main>
  );
}

interface FrameProps {
  readonly current: PageId;
  readonly onPassword: () => void;
  readonly children: ReactNode;
}

/** Pages at the left, who is here at the top, one page. */
export function Frame({ current, onPassword, children }: FrameProps) {
  const t = useText(frameText);
  const session = useSession((state) => state.session);
  const shown = pageIds.filter((id) => {
    const { right } = pageNeeds[id];
    return right === null || session?.rights.includes(right);
  });
  return (
    <div className="office central">
      <nav className="office-nav" aria-label={t('pages')}>
        <p className="brand">
          <Icon name="cloud" />
          Guitai <span className="muted">{t('central')}</span>
        </p>
        <ul>
          {shown.map((id) => (
            <li key={id}>
              <button
                type="button"
                className="page-link"
                aria-current={id === current ? 'page' : undefined}
                onClick={() => goTo(id)}
              >
                <Icon name={pageNeeds[id].icon} />
                <span className="label">{t(id)}</span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <header className="office-bar">
        <span className="shop">
          <b>{session?.chainName}</b>
        </span>
        <span className="end">
          <Looks />
          <button type="button" className="link" onClick={onPassword}>
            <Icon name="person" isSmall />
            {session?.name}
            <span className="sr">{t('password')}</span>
          </button>
          <button type="button" className="link" onClick={() => void signOut()}>
            {t('signOut')}
          </button>
        </span>
      </header>
      {children}
    </div>
  );
}

/** Language and theme, on every screen. */
export function Looks() {
  const t = useText(frameText);
  const language = useLanguage();
  const theme = usePreferences((state) => state.theme);
  const isDark =
    theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  const other = language === 'en' ? 'zh-CN' : 'en';
  return (
    <>
      <button
        type="button"
        className="link"
        lang={other}
        title={t('languageLabel')}
        onClick={() => setPreferences({ language: other })}
      >
        {t('language')}
      </button>
      <button
        type="button"
        className="link"
        onClick={() => setPreferences({ theme: isDark ? 'light' : 'dark' })}
      >
        {isDark ? t('light') : t('dark')}
      </button>
    </>
  );
}
