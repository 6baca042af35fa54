import { useEffect, useState } from 'react';
import { AuditPage } from './audit-page.tsx';
import { CataloguePage } from './catalogue-page.tsx';
import { ExceptionsPage } from './exceptions/exceptions-page.tsx';
import { Frame, pageIds, pageNeeds, useRight, type PageId } from './frame.tsx';
import { MembersPage } from './members/members-page.tsx';
import { OverviewPage } from './overview-page.tsx';
import { PromotionsPage } from './promotions-page.tsx';
import { RegistersPage } from './registers/registers-page.tsx';
import { SettingsPage } from './settings-page.tsx';
import { ChooseOwnPassword, PasswordDialog, SignIn } from './sign-in.tsx';
import { StaffPage } from './staff-page.tsx';
import { useLanguage, useText } from './state/language.ts';
import { useSession } from './state/office.ts';
import { usePlace } from './state/place.ts';
import { frameText } from './text/frame-text.ts';
import { UsersPage } from './users-page.tsx';

const pages: Readonly<Record<PageId, () => React.JSX.Element>> = {
  overview: OverviewPage,
  registers: RegistersPage,
  exceptions: ExceptionsPage,
  members: MembersPage,
  promotions: PromotionsPage,
  catalogue: CataloguePage,
  settings: SettingsPage,
  staff: StaffPage,
  users: UsersPage,
  audit: AuditPage,
};

/** The window: signing in before everything, then the page that was asked for. */
export function App() {
  const t = useText(frameText);
  const language = useLanguage();
  const session = useSession((state) => state.session);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  if (session === undefined) return <p className="opening">{t('connecting')}</p>;
  if (session === null) return <SignIn />;
  return session.mustChangePassword ? <ChooseOwnPassword /> : <Pages />;
}

function Pages() {
  const { page } = usePlace();
  const [isChanging, setChanging] = useState(false);
  const asked = pageIds.find((id) => id === page) ?? 'overview';
  const isAllowed = useRight(pageNeeds[asked].right);
  const current = isAllowed ? asked : 'overview';
  const Current = pages[current];
  return (
    <Frame current={current} onPassword={() => setChanging(true)}>
      <Current key={current} />
      {isChanging && <PasswordDialog onClose={() => setChanging(false)} />}
    </Frame>
  );
}
