import { useEffect, useRef, useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { ExportRequest } from '../../register/contract/report.ts';
import { Icon } from '../parts/icon.tsx';
import type { ScreenError } from '../service/connection.ts';
import { officeText } from '../text/back-office-text.ts';
import { dayBoardText } from '../text/day-board-text.ts';
import { useErrorText, useLanguage, useText } from '../text/use-text.ts';
import './export-menu.css';
import { followTask } from './follow-task.ts';

type ExportKind = ExportRequest['kind'];
type ExportState =
  | { readonly state: 'writing'; readonly rows: number }
  | { readonly state: 'written'; readonly path: string }
  | { readonly state: 'failed'; readonly error: ScreenError };

/** What is asked for, but for the language, which is the screen's. */
type Wanted = ExportRequest extends infer Request
  ? Request extends unknown
    ? Omit<Request, 'language'>
    : never
  : never;

const kindTexts = {
  day: 'exportDay',
  'sale-lines': 'exportLines',
  journal: 'exportJournal',
  members: 'exportMembers',
  promotions: 'exportPromotions',
  coupons: 'exportCoupons',
} as const satisfies Record<ExportKind, string>;

interface Export {
  readonly shown: ExportState | null;
  readonly start: (wanted: Wanted) => void;
  readonly dismiss: () => void;
}

/** Writes a table into a file of the till's, one at a time; leaving the page cancels what is not whole yet. */
export function useExport(): Export {
  const language = useLanguage();
  const [shown, show] = useState<ExportState | null>(null);
  const running = useRef(new AbortController());
  useEffect(() => () => running.current.abort(), []);
  const start = async (wanted: Wanted) => {
    running.current.abort();
    const { signal } = (running.current = new AbortController());
    const request: ExportRequest = { ...wanted, language };
    show({ state: 'writing', rows: 0 });
    const ended = await followTask(
      (service) => service.report.exportCsv(request, { signal }),
      signal,
      ({ done }) => show({ state: 'writing', rows: done }),
    );
    if (ended.ok) show({ state: 'written', path: ended.value.path });
    else show(ended.error.code === 'cancelled' ? null : { state: 'failed', error: ended.error });
  };
  const dismiss = () => {
    running.current.abort();
    show(null);
  };
  return { shown, start: (wanted) => void start(wanted), dismiss };
}

interface ExportMenuProps {
  readonly tables: readonly Wanted[];
  readonly onChoose: (wanted: Wanted) => void;
}

/** What of a page can be written into a file. */
export function ExportMenu({ tables, onChoose }: ExportMenuProps) {
  const t = useText(dayBoardText);
  return (
    <MenuTrigger>
      <Button className="plain">
        <Icon name="download" isSmall />
        {t('export')}
        <Icon name="down" isSmall />
      </Button>
      <Popover className="export-menu" placement="bottom end">
        <Menu aria-label={t('export')}>
          {tables.map((wanted) => (
            <MenuItem key={wanted.kind} id={wanted.kind} onAction={() => onChoose(wanted)}>
              {t(kindTexts[wanted.kind])} <span className="muted">CSV</span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** Where the file is, or how far it is, or why there is none. */
export function ExportNotice({ shown, dismiss }: Pick<Export, 'shown' | 'dismiss'>) {
  const t = useText(officeText);
  const errorText = useErrorText();
  if (!shown) return null;
  return (
    <div className={shown.state === 'failed' ? 'notice fault' : 'notice'} role="status">
      {shown.state === 'writing' && t('exporting', { rows: shown.rows })}
      {shown.state === 'written' && <span className="selectable">{t('exported', { path: shown.path })}</span>}
      {shown.state === 'failed' && errorText(shown.error)}
      <button type="button" className="link" onClick={dismiss}>
        {t(shown.state === 'writing' ? 'cancel' : 'close')}
      </button>
    </div>
  );
}
