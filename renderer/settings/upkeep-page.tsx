import { BackupSection } from './backup-section.tsx';
import { BooksSection } from './books-section.tsx';
import { HealthSection } from './health-section.tsx';
import { SettingsPage } from './settings-page.tsx';
import { UpdatesSection } from './updates-section.tsx';
import { settingsUpkeepText } from '../text/settings-upkeep-text.ts';
import { useText } from '../text/use-text.ts';
import { useAnswer } from '../back-office/use-answer.ts';

/** Backups, how the machine is, and the proof of the books: things that are done here at once. */
export function UpkeepPage() {
  const t = useText(settingsUpkeepText);
  const diagnosis = useAnswer('', (service) => service.maintenance.doctor());
  return (
    <SettingsPage page="upkeep" subtitle={t('hint')}>
      <div className="sheet settings-sheet upkeep">
        <div className="upkeep-column">
          <BackupSection onBackedUp={() => void diagnosis.refresh()} />
          <BooksSection />
          <UpdatesSection />
        </div>
        <HealthSection
          diagnosis={diagnosis.value}
          fault={diagnosis.fault}
          onRefresh={() => void diagnosis.refresh()}
        />
      </div>
    </SettingsPage>
  );
}
