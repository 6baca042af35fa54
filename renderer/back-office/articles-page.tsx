import { OfficePage } from './office-page.tsx';

export function ArticlesPage() {
  return (
    <OfficePage page="articles" title="articles">
      <p />
    </OfficePage>
  );
}
