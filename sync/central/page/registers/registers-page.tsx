import { useState } from 'react';
import { Icon } from '../../../../renderer/parts/icon.tsx';
import type { Shop } from '../../chain.ts';
import type { IssuedCode } from '../../office/codes.ts';
import type { RegisterShown } from '../../office/registers.ts';
import { Page, useRight } from '../frame.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { Empty, Fault } from '../parts/basics.tsx';
import { ReasonField } from '../parts/reason-field.tsx';
import { useText } from '../state/language.ts';
import { ask } from '../state/office.ts';
import { useAnswer } from '../state/use-answer.ts';
import { registersText } from '../text/registers-text.ts';
import { IssueDialog, IssuedDialog } from './issue-dialog.tsx';
import { OpenCodes } from './open-codes.tsx';
import { RegisterRows } from './register-rows.tsx';
import { ShopDialog } from './shop-dialog.tsx';

const REFRESH_MS = 10_000;

type Open =
  | { readonly kind: 'issue' }
  | { readonly kind: 'issued'; readonly codes: readonly IssuedCode[] }
  | { readonly kind: 'shop' }
  | { readonly kind: 'revoke' | 'release'; readonly register: RegisterShown };

/** Every register of the chain: how it stands, what it has not sent; and how others join. */
export function RegistersPage() {
  const t = useText(registersText);
  const mayManage = useRight('registers-manage');
  const [open, setOpen] = useState<Open | null>(null);
  const [changes, setChanges] = useState(0);
  const { value, error, again } = useAnswer('registers.list', {}, REFRESH_MS);
  const shops = useAnswer('shops.list', {});
  const registers = value?.registers ?? [];
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle', { number: registers.length, shops: shops.value?.length ?? 0 })}
      actions={
        mayManage && (
          <>
            <button type="button" className="plain" onClick={() => setOpen({ kind: 'shop' })}>
              {t('addShop')}
            </button>
            <button
              type="button"
              className="primary"
              disabled={shops.value?.length === 0}
              onClick={() => setOpen({ kind: 'issue' })}
            >
              <Icon name="plus" isSmall />
              {t('issue')}
            </button>
          </>
        )
      }
    >
      <Fault error={error} />
      {value && registers.length === 0 && <Empty icon="register">{t('empty')}</Empty>}
      {value && registers.length > 0 && (
        <RegisterRows
          registers={registers}
          nowUtcMs={value.nowUtcMs}
          onAct={(kind, register) => setOpen({ kind, register })}
        />
      )}
      {mayManage && <OpenCodes key={changes} />}
      <RegisterDialogs
        open={open}
        shops={shops.value ?? []}
        onOpen={setOpen}
        onChanged={() => {
          again();
          shops.again();
          setChanges((count) => count + 1);
        }}
      />
    </Page>
  );
}

interface RegisterDialogsProps {
  readonly open: Open | null;
  readonly shops: readonly Shop[];
  readonly onOpen: (open: Open | null) => void;
  readonly onChanged: () => void;
}

function RegisterDialogs({ open, shops, onOpen, onChanged }: RegisterDialogsProps) {
  const close = () => onOpen(null);
  const done = () => {
    close();
    onChanged();
  };
  switch (open?.kind) {
    case 'issue':
      return (
        <IssueDialog shops={shops} onClose={close} onDone={(codes) => onOpen({ kind: 'issued', codes })} />
      );
    case 'issued':
      return <IssuedDialog codes={open.codes} onClose={done} />;
    case 'shop':
      return <ShopDialog shops={shops} onClose={close} onDone={done} />;
    case 'revoke':
    case 'release':
      return <ActOnRegister act={open.kind} register={open.register} onClose={close} onDone={done} />;
    case undefined:
      return null;
  }
}

interface ActOnRegisterProps {
  readonly act: 'revoke' | 'release';
  readonly register: RegisterShown;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function ActOnRegister({ act, register, onClose, onDone }: ActOnRegisterProps) {
  const t = useText(registersText);
  const [reason, setReason] = useState('');
  const names = { till: register.till, shop: register.shopName };
  return (
    <ActDialog
      title={t(`${act}Title`, names)}
      act={t(act)}
      isDanger={act === 'revoke'}
      onAct={() => ask(`registers.${act}`, { id: register.id, reason })}
      onDone={onDone}
      onClose={onClose}
    >
      <p>{t(`${act}Text`)}</p>
      <ReasonField value={reason} onChange={setReason} hint={t('reasonHint')} />
    </ActDialog>
  );
}
