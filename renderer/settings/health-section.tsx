import { useState } from 'react';
import { describeAttention } from '../../domain/attention.ts';
import { useTime } from '../parts/clock.tsx';
import { Icon } from '../parts/icon.tsx';
import { ask, type ScreenError } from '../service/connection.ts';
import { settingsUpkeepText } from '../text/settings-upkeep-text.ts';
import { useLanguage, useText } from '../text/use-text.ts';
import { healthFacts, type Diagnosis } from './health-facts.ts';
import { UpkeepFault } from './upkeep-fault.tsx';
import { useDates } from '../back-office/use-dates.ts';

interface HealthSectionProps {
  readonly diagnosis: Diagnosis | null;
  readonly fault: ScreenError | null;
  readonly onRefresh: () => void;
}

/** How the till and its machine are, each fact with whether it needs a look; and all of it as a file to send. */
export function HealthSection({ diagnosis, fault, onRefresh }: HealthSectionProps) {
  const t = useText(settingsUpkeepText);
  const time = useTime();
  return (
    <section className="form-section">
      <header className="section-head">
        <h2>{t('health')}</h2>
        {diagnosis && <span className="meta">{t('checkedAt', { at: time(diagnosis.atUtcMs) })}</span>}
        <button type="button" className="plain" onClick={onRefresh}>
          <Icon name="refresh" isSmall />
          {t('checkAgain')}
        </button>
      </header>
      <UpkeepFault fault={fault} />
      {diagnosis && <HealthFacts diagnosis={diagnosis} />}
      <DiagnosticsFile />
    </section>
  );
}

function HealthFacts({ diagnosis }: { readonly diagnosis: Diagnosis }) {
  const t = useText(settingsUpkeepText);
  const language = useLanguage();
  const { moment } = useDates();
  const { facts, notices } = healthFacts(diagnosis, language, moment);
  return (
    <>
      <UpkeepFault fault={diagnosis.error} />
      <ul className="health-facts">
        {facts.map(({ label, value, isSound }) => (
          <li key={label}>
            <span className={isSound ? 'health-mark' : 'health-mark attention'}>
              <Icon name={isSound ? 'check' : 'warning'} isSmall />
              <span className="sr">{t(isSound ? 'sound' : 'needsLook')}</span>
            </span>
            <span>{label}</span>
            <span className="muted value">{value}</span>
          </li>
        ))}
      </ul>
      {notices.length > 0 ? (
        <ul className="health-notices">
          {notices.map((notice) => (
            <li key={notice.code}>
              <Icon name="warning" isSmall />
              {describeAttention(notice, language)}
            </li>
          ))}
        </ul>
      ) : (
        <p className="saved">
          <Icon name="check" isSmall />
          {t('allSound')}
        </p>
      )}
    </>
  );
}

function DiagnosticsFile() {
  const t = useText(settingsUpkeepText);
  const [path, setPath] = useState<string | null>(null);
  const [fault, setFault] = useState<ScreenError | null>(null);
  const write = async () => {
    const written = await ask((service) => service.maintenance.exportDiagnostics());
    setPath(written.ok ? written.value.path : null);
    setFault(written.ok ? null : written.error);
  };
  return (
    <div className="diagnostics-file">
      <button type="button" className="plain" onClick={() => void write()}>
        <Icon name="download" isSmall />
        {t('exportDiagnostics')}
      </button>
      <span className="meta">{t('noPersonal')}</span>
      <p role="status" className="selectable">
        {path !== null && t('written', { path })}
      </p>
      <UpkeepFault fault={fault} />
    </div>
  );
}
