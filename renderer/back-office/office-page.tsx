import type { ReactNode } from 'react';
import { OfficeFrame, type OfficeItem } from '../parts/office-frame.tsx';
import { showScreen } from '../state/screen.ts';
import { officeText } from '../text/back-office-text.ts';
import { useText } from '../text/use-text.ts';

const pages = [
  { id: 'day', icon: 'chart' },
  { id: 'shifts', icon: 'drawer' },
  { id: 'members', icon: 'people' },
  { id: 'articles', icon: 'search' },
  { id: 'promotions', icon: 'coupon' },
  { id: 'journal', icon: 'journal' },
  { id: 'chain', icon: 'cloud' },
] as const;

interface OfficePageProps {
  readonly page: (typeof pages)[number]['id'];
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  readonly aside?: ReactNode;
  readonly onBack?: () => void;
  readonly children: ReactNode;
}

/** One page of the back office in its frame. */
export function OfficePage({ page, ...rest }: OfficePageProps) {
  const t = useText(officeText);
  const items: readonly OfficeItem[] = pages.map(({ id, icon }) => ({ id, icon, label: t(id) }));
  const select = (id: string) => {
    if (id === 'settings') showScreen('settings');
    else showScreen('back-office', id);
  };
  return (
    <OfficeFrame
      {...rest}
      items={items}
      current={page}
      onSelect={select}
      foot={{ id: 'settings', icon: 'settings', label: t('settings') }}
    />
  );
}
