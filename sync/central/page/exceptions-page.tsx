import { useState } from 'react';
import { fillTemplate } from '../../../domain/text/language.ts';
import type { ExceptionShown } from '../office/exceptions.ts';
import type { ExceptionKind } from '../../protocol/exception.ts';
import { Page, useRight } from './frame.tsx';
import { ActDialog } from './parts/act-dialog.tsx';
import { Choice, Empty, Fault, Select } from './parts/basics.tsx';
import { ShopSelect } from './parts/shop-select.tsx';
import { ReasonField } from './parts/reason-field.tsx';
import { useFormats, useLanguage, useText } from './state/language.ts';
import { ask } from './state/office.ts';
import { useAnswer } from './state/use-answer.ts';
import { adviceText, exceptionsText, kindText } from './text/exceptions-text.ts';
import { frameText } from './text/frame-text.ts';
import { Table } from './parts/table.tsx';

const REFRESH_MS = 30_000;

/** What somebody must decide. */
export function ExceptionsPage() {
  const t = useText(exceptionsText);
  const language = useLanguage();
  const [state, setState] = useState<'open' | 'resolved'>('open');
  const [kind, setKind] = useState<ExceptionKind | ''>('');
  const [shop, setShop] = useState('');
  const [resolving, setResolving] = useState<ExceptionShown | null>(null);
  const shops = useAnswer('shops.list', {});
  const filter = { isOpen: state === 'open', kind: kind || null, shop: shop || null, before: null };
  const { value, error, again } = useAnswer('exceptions.list', filter, REFRESH_MS);
  const kinds = Object.keys(kindText[language]) as ExceptionKind[];
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      <div className="filters">
        <Choice
          label={t('state')}
          value={state}
          options={[
            { value: 'open', label: t('open') },
            { value: 'resolved', label: t('resolved') },
          ]}
          onChange={setState}
        />
        <Select
          label={t('kind')}
          value={kind}
          options={[
            { value: '', label: t('all') },
            ...kinds.map((each) => ({ value: each, label: shortKind(kindText[language][each]) })),
          ]}
          onChange={setKind}
        />
        <ShopSelect shops={shops.value ?? []} value={shop} mayBeAll onChange={setShop} />
      </div>
      <Fault error={error} />
      {value?.rows.length === 0 && (
        <Empty icon="check">{state === 'open' ? t('none') : t('noneResolved')}</Empty>
      )}
      {value && value.rows.length > 0 && <Rows rows={value.rows} onResolve={setResolving} />}
      {resolving && (
        <ResolveDialog
          exception={resolving}
          onDone={() => {
            setResolving(null);
            again();
          }}
          onClose={() => setResolving(null)}
        />
      )}
    </Page>
  );
}

/** Its kind without whom it is about. */
function shortKind(template: string): string {
  return template
    .replace(/[:：]\s*\{subject\}/, '')
    .replace(/\s*\{subject\}\s*/, ' … ')
    .trim();
}

interface RowsProps {
  readonly rows: readonly ExceptionShown[];
  readonly onResolve: (row: ExceptionShown) => void;
}

function Rows({ rows, onResolve }: RowsProps) {
  const t = useText(exceptionsText);
  const words = useText(frameText);
  const { time } = useFormats();
  const mayResolve = useRight('exceptions-resolve');
  return (
    <Table columns={[t('what'), t('where'), t('when'), { number: t('cost') }]} acts={t('resolve')}>
      {rows.map((row) => (
        <tr key={row.id}>
          <td>
            <What row={row} />
          </td>
          <td className="nowrap">
            {row.shopName}
            <span className="meta">{words('till', { till: row.till })}</span>
          </td>
          <td className="nowrap">{time(row.atUtcMs)}</td>
          <td className="number">
            <Cost row={row} />
          </td>
          <td className="end">
            {row.resolvedAtUtcMs === null && mayResolve && (
              <button type="button" className="plain" onClick={() => onResolve(row)}>
                {t('resolve')}
              </button>
            )}
          </td>
        </tr>
      ))}
    </Table>
  );
}

function What({ row }: { readonly row: ExceptionShown }) {
  const t = useText(exceptionsText);
  const language = useLanguage();
  const { time } = useFormats();
  return (
    <>
      <b>{fillTemplate(kindText[language][row.kind], { subject: row.subject })}</b>
      {row.resolvedAtUtcMs === null ? (
        <span className="meta">{adviceText[language][row.kind]}</span>
      ) : (
        <span className="meta">
          {row.note}{' '}
          {row.resolvedBy === null
            ? t('byItself', { time: time(row.resolvedAtUtcMs) })
            : t('by', { name: row.resolvedBy, time: time(row.resolvedAtUtcMs) })}
        </span>
      )}
    </>
  );
}

function Cost({ row }: { readonly row: ExceptionShown }) {
  const t = useText(exceptionsText);
  const { money, count } = useFormats();
  if (row.amountMinor === 0 && row.points === 0) return t('nothing');
  return (
    <>
      {row.amountMinor !== 0 && money(row.amountMinor, row.currency)}
      {row.points !== 0 && <span className="meta">{t('points', { points: count(row.points) })}</span>}
    </>
  );
}

interface ResolveDialogProps {
  readonly exception: ExceptionShown;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function ResolveDialog({ exception, onDone, onClose }: ResolveDialogProps) {
  const t = useText(exceptionsText);
  const language = useLanguage();
  const [note, setNote] = useState('');
  return (
    <ActDialog
      title={t('resolveTitle')}
      act={t('resolve')}
      onAct={() => ask('exceptions.resolve', { id: exception.id, note })}
      onDone={onDone}
      onClose={onClose}
    >
      <p>
        <b>{fillTemplate(kindText[language][exception.kind], { subject: exception.subject })}</b>
      </p>
      <p className="meta">{adviceText[language][exception.kind]}</p>
      <ReasonField value={note} onChange={setNote} label={t('note')} hint={t('noteHint')} />
    </ActDialog>
  );
}
