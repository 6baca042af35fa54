import { useScreen } from '../state/screen.ts';
import { useTill } from '../state/till.ts';
import { ArticlesPage } from './articles-page.tsx';
import { ClosePage } from './close-page.tsx';
import { DayBoardPage } from './day-board.tsx';
import { JournalPage } from './journal-page.tsx';
import { ShiftsPage } from './shifts-page.tsx';

/** What a manager reads and counts. Whoever may not read reports begins with the drawer. */
export function BackOffice() {
  const page = useScreen((state) => state.page);
  const mayRead = useTill((state) => state.session?.role?.rights.includes('report-x') ?? false);
  switch (page === '' && !mayRead ? 'shifts' : page) {
    case 'shifts':
      return <ShiftsPage />;
    case 'close':
      return <ClosePage />;
    case 'journal':
      return <JournalPage />;
    case 'articles':
      return <ArticlesPage />;
    default:
      return <DayBoardPage />;
  }
}
