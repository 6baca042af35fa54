import { useScreen } from '../state/screen.ts';
import { useTill } from '../state/till.ts';
import { ArticlesPage } from './articles-page.tsx';
import { ChainPage } from './chain/chain-page.tsx';
import { ClosePage } from './close-page.tsx';
import { DayBoardPage } from './day-board.tsx';
import { JournalPage } from './journal-page.tsx';
import { MemberPage } from './members/member-page.tsx';
import { MembersPage } from './members/members-page.tsx';
import { PromotionPage } from './promotions/promotion-page.tsx';
import { PromotionsPage } from './promotions/promotions-page.tsx';
import { ShiftsPage } from './shifts-page.tsx';

/** What a manager reads and counts. Whoever may not read reports begins with the drawer. One thing's page is `list/id`. */
export function BackOffice() {
  const [page = '', ...rest] = useScreen((state) => state.page).split('/');
  const mayRead = useTill((state) => state.session?.role?.rights.includes('report-x') ?? false);
  const id = rest.join('/');
  switch (page === '' && !mayRead ? 'shifts' : page) {
    case 'members':
      return id ? <MemberPage key={id} memberId={id} /> : <MembersPage />;
    case 'promotions':
      return id ? <PromotionPage key={id} ruleId={id} /> : <PromotionsPage />;
    case 'shifts':
      return <ShiftsPage />;
    case 'close':
      return <ClosePage />;
    case 'journal':
      return <JournalPage />;
    case 'articles':
      return <ArticlesPage />;
    case 'chain':
      return <ChainPage />;
    default:
      return <DayBoardPage />;
  }
}
