import { useState } from 'react';
import type { CashMoveKind } from '../../domain/cash-drawer.ts';
import { currencyDigits } from '../../domain/currency.ts';
import { useMoney } from '../parts/money.tsx';
import type { ScreenError } from '../service/connection.ts';
import { notify, perform, showPane } from '../state/counter.ts';
import type { Approval } from '../state/approval.ts';
import { useTill } from '../state/till.ts';
import { paneText } from '../text/counter-pane-text.ts';
import { useErrorText, useText } from '../text/use-text.ts';
import { readDecimal } from './entry.ts';
import { NumberEntry } from './number-entry.tsx';
import { PaneHead } from './pane-head.tsx';
import { ReasonField } from './reason-field.tsx';

const none: readonly never[] = [];

export type DrawerAct = 'no-sale' | CashMoveKind;

const actNames = {
  'no-sale': 'noSale',
  'pay-in': 'payIn',
  'pay-out': 'payOut',
  'safe-drop': 'safeDrop',
} as const satisfies Record<DrawerAct, string>;

const usualReasons = {
  'no-sale': ['giveChange', 'checkCash'],
  'pay-in': ['moreChange'],
  'pay-out': ['petty'],
  'safe-drop': ['toSafe'],
} as const satisfies Record<DrawerAct, readonly string[]>;

/** Opening the drawer without a sale, and money that goes in or out without one. Each has a reason and is recorded. */
export function DrawerPane() {
  const t = useText(paneText);
  const rights = useTill((state) => state.session?.role?.rights ?? none);
  const [act, setAct] = useState<DrawerAct>('no-sale');
  const acts: readonly DrawerAct[] = rights.includes('cash-move')
    ? ['no-sale', 'pay-in', 'pay-out', 'safe-drop']
    : ['no-sale'];
  return (
    <>
      <PaneHead title={t('drawerTitle')} />
      <div className="choices" role="group" aria-label={t('drawerTitle')}>
        {acts.map((name) => (
          <button
            key={name}
            type="button"
            className="plain"
            aria-pressed={name === act}
            onClick={() => setAct(name)}
          >
            {t(actNames[name])}
          </button>
        ))}
      </div>
      <DrawerForm
        key={act}
        act={act}
        onDone={(text) => {
          showPane('tiles');
          notify({ kind: 'done', text, undo: null });
        }}
      />
    </>
  );
}

interface DrawerFormProps {
  readonly act: DrawerAct;
  /** Given the sentence that says what was recorded. */
  readonly onDone: (text: string) => void;
}

/** The amount, where there is one, and the reason. */
export function DrawerForm({ act, onDone }: DrawerFormProps) {
  const t = useText(paneText);
  const errorText = useErrorText();
  const { amount } = useMoney();
  const currency = useTill((state) => state.status?.settings.shop.currency ?? 'CNY');
  const [reason, setReason] = useState('');
  const [value, setValue] = useState('');
  const [fault, setFault] = useState<ScreenError | 'not-number' | null>(null);
  const submit = async () => {
    const amountMinor = act === 'no-sale' ? 0 : readDecimal(value, currencyDigits(currency));
    if (amountMinor === null) return setFault('not-number');
    const done = await recordAct(act, amountMinor, reason.trim());
    if (!done.ok) return setFault(done.error);
    onDone(
      act === 'no-sale' ? t('opened') : t('moved', { kind: t(actNames[act]), amount: amount(amountMinor) }),
    );
  };
  const faultText = fault === null ? null : fault === 'not-number' ? t('notNumber') : errorText(fault);
  return (
    <form
      className="two"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div className="column">
        <ReasonField
          label={t('drawerReason')}
          reason={reason}
          onChange={setReason}
          suggestions={usualReasons[act].map((name) => t(name))}
        />
        {act === 'no-sale' && faultText !== null && (
          <p className="fault" role="alert">
            {faultText}
          </p>
        )}
        <button type="submit" className="primary">
          {t(act === 'no-sale' ? 'open' : 'apply')}
        </button>
      </div>
      {act === 'no-sale' ? (
        <span />
      ) : (
        <NumberEntry
          label={t('enterAmount')}
          value={value}
          onChange={(next) => {
            setValue(next);
            setFault(null);
          }}
          onEnter={() => void submit()}
          fault={faultText}
        />
      )}
    </form>
  );
}

/** Records what was done at the drawer, with its reason and, where it is needed, the second person. */
function recordAct(act: DrawerAct, amountMinor: number, reason: string) {
  const withReason = (approval: Approval = {}) => ({ ...(reason && { reason }), ...approval });
  return act === 'no-sale'
    ? perform(async (service, approval) => service.shift.openDrawer({ approval: withReason(approval) }))
    : perform<unknown>(async (service, approval) =>
        service.shift.moveCash({ kind: act, amountMinor, approval: withReason(approval) }),
      );
}
