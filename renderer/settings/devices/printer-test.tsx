import { useState } from 'react';
import type { PrinterStatus } from '../../../domain/devices/device-fault.ts';
import type { PrinterSettings } from '../../../domain/devices/device-settings.ts';
import { LatestPaper } from '../../simulator/printed-paper.tsx';
import { settingsDevicesText } from '../../text/settings-devices-text.ts';
import { useText } from '../../text/use-text.ts';
import { prove } from './device-edit.ts';
import { SeenQuestion, TestButton, TestPanel, useDeviceTest } from './test-panel.tsx';

interface Printed {
  readonly outcome: 'confirmed' | 'sent';
  readonly status: PrinterStatus | null;
}

interface PrinterTestProps {
  readonly printer: PrinterSettings;
  readonly isSound: () => boolean;
}

/** Prints on a printer as it stands on the page, saved or not, and opens its drawer; each is then asked about. */
export function PrinterTest({ printer, isSound }: PrinterTestProps) {
  const t = useText(settingsDevicesText);
  const page = useDeviceTest<Printed>();
  const drawer = useDeviceTest<null>();
  const [isSeen, setSeen] = useState({ print: false, drawer: printer.drawer === null });
  const see = (part: Partial<typeof isSeen>) => {
    const seen = { ...isSeen, ...part };
    setSeen(seen);
    if (seen.print && seen.drawer) prove({ kind: 'printer', printer });
  };
  const print = (kind: 'test' | 'alignment') =>
    isSound() && void page.run((service) => service.device.testPrinter({ printer, page: kind }));
  return (
    <TestPanel title={t('test')} hint={t('testHint')}>
      <TestButton test={page} label={t('printTest')} onPress={() => print('test')} />
      {isSilent(page.now) && printer.answersStatus && <p role="status">{t('maybeMute')}</p>}
      <button
        type="button"
        className="link"
        disabled={page.now.state === 'running'}
        onClick={() => print('alignment')}
      >
        {t('printAlignment')}
      </button>
      {page.now.state === 'answered' && (
        <>
          <StatusWords {...page.now.value} />
          <SeenQuestion
            question={t('didPrint')}
            advice={t('notPrinted')}
            onSeen={() => see({ print: true })}
          />
        </>
      )}
      {printer.drawer && (
        <>
          <TestButton
            test={drawer}
            label={t('openDrawer')}
            onPress={() => isSound() && void drawer.run((service) => service.device.testDrawer({ printer }))}
          />
          {drawer.now.state === 'answered' && (
            <SeenQuestion
              question={t('didOpen')}
              advice={t('notOpened')}
              onSeen={() => see({ drawer: true })}
            />
          )}
        </>
      )}
      {printer.connection.kind === 'simulated' && <LatestPaper />}
    </TestPanel>
  );
}

/** Whether the test ended because nothing came back. */
function isSilent(now: ReturnType<typeof useDeviceTest<Printed>>['now']): boolean {
  return now.state === 'failed' && now.error.code === 'device-failed' && now.error.fault === 'timed-out';
}

/** What the printer says of itself, where it says anything. */
function StatusWords({ outcome, status }: Printed) {
  const t = useText(settingsDevicesText);
  const said = status
    ? [
        t(status.isOnline ? 'online' : 'offline'),
        t(`paper-${status.paper}`),
        ...(status.isCoverOpen ? [t('coverOpen')] : []),
        ...(status.isDrawerOpen === null ? [] : [t(status.isDrawerOpen ? 'drawerOpen' : 'drawerShut')]),
      ].join(' · ')
    : t('saysNothing');
  return (
    <p role="status">
      {t(`outcome-${outcome}`)}
      <span className="meta said">{said}</span>
    </p>
  );
}
