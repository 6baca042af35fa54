import { useEffect, type ReactNode } from 'react';
import { NoticeBar } from '../counter/notice-bar.tsx';
import { Chips } from '../counter/top-bar.tsx';
import { useIdleLock } from '../counter/use-idle-lock.ts';
import { useKeys } from '../keys/use-keys.ts';
import { notify } from '../state/counter.ts';
import { showScreen } from '../state/screen.ts';
import { useTill } from '../state/till.ts';
import { counterText } from '../text/counter-text.ts';
import { useText, type Texts } from '../text/use-text.ts';
import { Clock } from './clock.tsx';
import { Icon, type IconName } from './icon.tsx';
import './office-frame.css';

const en = { counter: 'Counter', pages: 'Pages', till: 'Till {till}' };
const frameText: Texts<keyof typeof en> = {
  en,
  'zh-CN': { counter: '收银台', pages: '页面', till: '{till} 号机' },
};

export interface OfficeItem {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
}

interface OfficeFrameProps {
  readonly items: readonly OfficeItem[];
  /** The id of the page that shows. */
  readonly current: string;
  readonly onSelect: (id: string) => void;
  /** What stands at the foot of the navigation: the way to the settings, or from them. */
  readonly foot?: OfficeItem;
  readonly title: string;
  readonly subtitle?: ReactNode;
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode;
  /** A narrow second column: a number pad, a receipt on its paper. */
  readonly aside?: ReactNode;
  /** What Esc and “Counter” do; a page with changes asks first. */
  readonly onBack?: () => void;
  readonly children: ReactNode;
}

/** The frame of the back office and of the settings: pages at the left, one of them at the right. */
export function OfficeFrame(props: OfficeFrameProps) {
  const { title, subtitle, actions, aside, children, onBack = backToCounter } = props;
  useIdleLock();
  useKeys({ back: onBack });
  // What was said of a sale is not about this page.
  useEffect(() => notify(null), []);
  return (
    <div className="office">
      <OfficeNavigation {...props} onBack={onBack} />
      <OfficeBar />
      <main className={aside ? 'office-page with-aside' : 'office-page'}>
        <div className="office-main">
          <header className="office-head">
            <div className="titles">
              <h1>{title}</h1>
              {subtitle && <p className="meta">{subtitle}</p>}
            </div>
            {actions && <div className="actions">{actions}</div>}
          </header>
          <NoticeBar />
          {children}
        </div>
        {aside && <aside className="office-aside">{aside}</aside>}
      </main>
      <TrainingMark />
    </div>
  );
}

function OfficeNavigation({
  items,
  current,
  onSelect,
  foot,
  onBack,
}: OfficeFrameProps & { readonly onBack: () => void }) {
  const t = useText(frameText);
  return (
    <nav className="office-nav" aria-label={t('pages')}>
      <button type="button" className="to-counter" aria-keyshortcuts="Escape" onClick={onBack}>
        <Icon name="back" />
        {t('counter')}
        <kbd aria-hidden="true">Esc</kbd>
      </button>
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            <NavigationButton item={item} isCurrent={item.id === current} onSelect={onSelect} />
          </li>
        ))}
      </ul>
      {foot && <NavigationButton item={foot} isCurrent={foot.id === current} onSelect={onSelect} />}
    </nav>
  );
}

/** Nothing that is done here counts. */
function TrainingMark() {
  const t = useText(counterText);
  const isTraining = useTill((state) => state.status?.identity.isTraining === true);
  if (!isTraining) return null;
  return <p className="training" aria-hidden="true" data-mark={t('trainingMark')} />;
}

interface NavigationButtonProps {
  readonly item: OfficeItem;
  readonly isCurrent: boolean;
  readonly onSelect: (id: string) => void;
}

function NavigationButton({ item, isCurrent, onSelect }: NavigationButtonProps) {
  return (
    <button
      type="button"
      className="page-link"
      aria-current={isCurrent ? 'page' : undefined}
      onClick={() => onSelect(item.id)}
    >
      <Icon name={item.icon} />
      <span className="label">{item.label}</span>
    </button>
  );
}

function OfficeBar() {
  const t = useText(frameText);
  const identity = useTill((state) => state.status?.identity);
  const shopName = useTill((state) => state.status?.settings.shop.name);
  const member = useTill((state) => state.session?.member);
  const role = useTill((state) => state.session?.role);
  return (
    <header className="office-bar">
      <span className="shop">
        <b>{shopName}</b>
        {identity && <span className="muted">{t('till', { till: identity.tillCode })}</span>}
      </span>
      <span className="end">
        <Chips />
        <Icon name="person" />
        <span className="muted who">{[member?.name, role?.name].filter(Boolean).join(' · ')}</span>
        <Clock />
      </span>
    </header>
  );
}

function backToCounter(): void {
  showScreen('counter');
}
