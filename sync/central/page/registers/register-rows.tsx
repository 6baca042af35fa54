import type { RegisterShown } from '../../office/registers.ts';
import { useRight } from '../frame.tsx';
import { useFormats, useText } from '../state/language.ts';
import { frameText } from '../text/frame-text.ts';
import { registersText } from '../text/registers-text.ts';

/** What can be done with one register. */
export type RegisterAct = 'new-key' | 'revoke' | 'release';

interface RegisterRowsProps {
  readonly registers: readonly RegisterShown[];
  readonly nowUtcMs: number;
  readonly onAct: (act: RegisterAct, register: RegisterShown) => void;
}

export function RegisterRows({ registers, nowUtcMs, onAct }: RegisterRowsProps) {
  const t = useText(registersText);
  const columns = ['register', 'state', 'heard', 'waiting', 'inFigures', 'day', 'clock', 'program'] as const;
  return (
    <section className="sheet rows">
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(column)}
              </th>
            ))}
            <th scope="col">
              <span className="sr">{t('revoke')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {registers.map((register) => (
            <Row key={register.id} register={register} nowUtcMs={nowUtcMs} onAct={onAct} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps extends Omit<RegisterRowsProps, 'registers'> {
  readonly register: RegisterShown;
}

function Row({ register, nowUtcMs, onAct }: RowProps) {
  const t = useText(registersText);
  const words = useText(frameText);
  const { ago, count } = useFormats();
  const mayManage = useRight('registers-manage');
  const { shopName, shop, till, contactedAtUtcMs, unappliedEntries, program, machine, state } = register;
  return (
    <tr>
      <th scope="row">
        {shopName} <span className="muted">{shop}</span>
        <span className="meta">{words('till', { till })}</span>
      </th>
      <td>
        <State register={register} />
      </td>
      <td className="nowrap">{ago(contactedAtUtcMs, nowUtcMs)}</td>
      <td>
        <Waiting register={register} nowUtcMs={nowUtcMs} />
      </td>
      <td>
        {unappliedEntries > 0 ? t('behind', { entries: count(unappliedEntries) }) : t('upToDate')}
        <span className="meta">{t('entries', { entries: count(register.entryCount) })}</span>
      </td>
      <td>
        <Day register={register} />
      </td>
      <td>
        <Clock register={register} />
      </td>
      <td>
        {program}
        <span className="meta">{machine}</span>
      </td>
      <td className="end">
        {mayManage && state !== 'revoked' && <Acts register={register} onAct={onAct} />}
      </td>
    </tr>
  );
}

/** What may be done to a register that is trusted. */
function Acts({ register, onAct }: Pick<RowProps, 'register' | 'onAct'>) {
  const t = useText(registersText);
  const { shopName, till, state } = register;
  const about = `${shopName} ${till}`;
  const link = (name: string, act: RegisterAct, label: string, kind = 'link') => (
    <button type="button" className={kind} aria-label={label} onClick={() => onAct(act, register)}>
      {name}
    </button>
  );
  return (
    <div className="acts">
      {link(t('newKey'), 'new-key', `${t('newKey')}: ${about}`)}
      {link(t('revoke'), 'revoke', t('revokeTitle', { till, shop: shopName }), 'link danger')}
      {state === 'forked' && link(t('release'), 'release', `${t('release')}: ${about}`)}
    </div>
  );
}

function State({ register: { state, isQuiet } }: { readonly register: RegisterShown }) {
  const t = useText(registersText);
  if (state === 'revoked') return <span className="state">{t('revoked')}</span>;
  if (state === 'forked') return <span className="state bad">{t('forked')}</span>;
  return (
    <span className={isQuiet ? 'state attention' : 'state good'}>{isQuiet ? t('quiet') : t('active')}</span>
  );
}

function Waiting({ register, nowUtcMs }: Omit<RowProps, 'onAct'>) {
  const t = useText(registersText);
  const { ago, count } = useFormats();
  const { waitingEntries, waitingOldestAtUtcMs } = register;
  if (waitingEntries === 0) return t('nothing');
  return (
    <>
      {t('entries', { entries: count(waitingEntries) })}
      {waitingOldestAtUtcMs !== null && (
        <span className="meta">{t('oldest', { ago: ago(waitingOldestAtUtcMs, nowUtcMs) })}</span>
      )}
    </>
  );
}

function Day({ register: { day } }: { readonly register: RegisterShown }) {
  const t = useText(registersText);
  const formats = useFormats();
  if (!day) return t('unknown');
  const words = { equal: 'equal', differs: 'differs', waiting: 'dayWaiting' } as const;
  const text = t(words[day.status], { day: formats.day(day.businessDate) });
  return day.status === 'differs' ? <span className="state bad">{text}</span> : text;
}

function Clock({ register: { clockAheadMs: aheadMs, isClockWrong } }: { readonly register: RegisterShown }) {
  const t = useText(registersText);
  const { length } = useFormats();
  if (aheadMs === null) return t('unknown');
  if (!isClockWrong) return t('clockRight');
  return (
    <span className="state attention">
      {t(aheadMs > 0 ? 'clockAhead' : 'clockBehind', { length: length(Math.abs(aheadMs)) })}
    </span>
  );
}
