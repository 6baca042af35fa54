import { OfficePage } from './office-page.tsx';

export function JournalPage() {
  return (
    <OfficePage page="journal" title="journal">
      <p />
    </OfficePage>
  );
}
