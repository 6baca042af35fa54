import { useScreen } from '../state/screen.ts';
import { ArticlesPage } from './articles-page.tsx';
import { DevicesPage } from './devices/devices-page.tsx';
import { GoodsPage } from './goods-page.tsx';
import { KeysPage } from './keys-page.tsx';
import { LoyaltyPage } from './loyalty-page.tsx';
import { LookPage } from './look-page.tsx';
import { ReceiptPage } from './receipt-page.tsx';
import { RolesPage } from './roles-page.tsx';
import type { SettingsPageId } from './settings-page.tsx';
import { ShopPage } from './shop-page.tsx';
import { StaffPage } from './staff-page.tsx';
import { TendersPage } from './tenders-page.tsx';
import { TilesPage } from './tiles-page.tsx';
import { UpkeepPage } from './upkeep-page.tsx';

const pages = {
  shop: ShopPage,
  goods: GoodsPage,
  tenders: TendersPage,
  articles: ArticlesPage,
  loyalty: LoyaltyPage,
  staff: StaffPage,
  roles: RolesPage,
  tiles: TilesPage,
  keys: KeysPage,
  devices: DevicesPage,
  receipt: ReceiptPage,
  look: LookPage,
  upkeep: UpkeepPage,
} satisfies Record<SettingsPageId, () => React.ReactNode>;

/** What a manager or IT sets. Whoever opens it without naming a page begins with the shop. */
export function Settings() {
  const page = useScreen((state) => state.page);
  const Page = Object.hasOwn(pages, page) ? pages[page as SettingsPageId] : ShopPage;
  return <Page />;
}
