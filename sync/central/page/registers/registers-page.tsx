import { useState } from 'react';
import { Icon } from '../../../../renderer/parts/icon.tsx';
import type { Shop } from '../../chain.ts';
import type { IssuedCode } from '../../office/codes.ts';
import type { RegisterPlace, RegisterShown } from '../../office/registers.ts';
import { Page, useRight } from '../frame.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { Choice, Empty, Fault } from '../parts/basics.tsx';
import { Pager } from '../parts/pager.tsx';
import { ShopSelect } from '../parts/shop-select.tsx';
import { ReasonField } from '../parts/reason-field.tsx';
import { useFormats, useText } from '../state/language.ts';
import { ask, type AnswerOf } from '../state/office.ts';
import { useAnswer } from '../state/use-answer.ts';
import { usePages } from '../state/use-pages.ts';
import { registersText } from '../text/registers-text.ts';
import { IssueDialog, IssuedDialog } from './issue-dialog.tsx';
import { OpenCodes } from './open-codes.tsx';
import { NewKeyDialog } from './new-key-dialog.tsx';
import { RegisterRows, type RegisterAct } from './register-rows.tsx';
import { ShopDialog } from './shop-dialog.tsx';

const REFRESH_MS = 10_000;

type Open =
  | { readonly kind: 'issue' }
  | { readonly kind: 'issued'; readonly codes: readonly IssuedCode[] }
  | { readonly kind: 'shop' }
  | { readonly kind: RegisterAct; readonly register: RegisterShown };

/** Every register of the chain: how it stands, what it has not sent; and how others join. */
export function RegistersPage() {
  const t = useText(registersText);
  const mayManage = useRight('registers-manage');
  const [open, setOpen] = useState<Open | null>(null);
  const [changes, setChanges] = useState(0);
  const [shop, setShop] = useState('');
  const [only, setOnly] = useState<Which>('all');
  const pages = usePages<RegisterPlace>(`${shop} ${only}`);
  const asked = { shop: shop || null, isOddOnly: only === 'odd', after: pages.after };
  const { value, error, again } = useAnswer('registers.list', asked, REFRESH_MS);
  const shops = useAnswer('shops.list', {});
  const count = value && shops.value && { number: value.count, shops: shop === '' ? shops.value.length : 1 };
  return (
    <Page
      title={t('title')}
      subtitle={count && t('subtitle', count)}
      actions={mayManage && <Acts hasShops={shops.value?.length !== 0} onOpen={setOpen} />}
    >
      <Fault error={error} />
      {value?.count === 0 && shop === '' && <Empty icon="register">{t('empty')}</Empty>}
      {value && (value.count > 0 || shop !== '') && (
        <>
          <div className="filters">
            <WhichChoice value={only} answer={value} onChange={setOnly} />
            <ShopSelect shops={shops.value ?? []} value={shop} mayBeAll onChange={setShop} />
          </div>
          {value.rows.length > 0 ? (
            <RegisterRows
              registers={value.rows}
              nowUtcMs={value.nowUtcMs}
              onAct={(kind, register) => setOpen({ kind, register })}
            />
          ) : (
            <Empty icon="check">{only === 'odd' ? t('noneOdd') : t('noneHere')}</Empty>
          )}
          <Pager
            pages={pages}
            rows={value.rows.length}
            next={value.next}
            count={only === 'odd' ? value.oddCount : value.count}
          />
        </>
      )}
      {mayManage && <OpenCodes key={changes} />}
      <RegisterDialogs
        open={open}
        shops={shops.value ?? []}
        onOpen={setOpen}
        onChanged={() => {
          again();
          shops.again();
          setChanges(changes + 1);
        }}
      />
    </Page>
  );
}

interface ActsProps {
  readonly hasShops: boolean;
  readonly onOpen: (open: Open) => void;
}

function Acts({ hasShops, onOpen }: ActsProps) {
  const t = useText(registersText);
  return (
    <>
      <button type="button" className="plain" onClick={() => onOpen({ kind: 'shop' })}>
        {t('addShop')}
      </button>
      <button
        type="button"
        className="primary"
        disabled={!hasShops}
        onClick={() => onOpen({ kind: 'issue' })}
      >
        <Icon name="plus" isSmall />
        {t('issue')}
      </button>
    </>
  );
}

type Which = 'all' | 'odd';

interface WhichChoiceProps {
  readonly value: Which;
  readonly answer: AnswerOf<'registers.list'>;
  readonly onChange: (which: Which) => void;
}

/** All, or those that somebody should look at; and how many that is. */
function WhichChoice({ value, answer, onChange }: WhichChoiceProps) {
  const t = useText(registersText);
  const { count } = useFormats();
  return (
    <Choice
      label={t('which')}
      value={value}
      options={[
        { value: 'all', label: t('all', { number: count(answer.count) }) },
        { value: 'odd', label: t('odd', { number: count(answer.oddCount) }) },
      ]}
      onChange={onChange}
    />
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
    case 'new-key':
      return <NewKeyDialog register={open.register} onClose={close} onDone={done} />;
    case 'revoke':
    case 'release':
      return <ActOnRegister act={open.kind} register={open.register} onClose={close} onDone={done} />;
    case undefined:
      return null;
  }
}

interface ActOnRegisterProps {
  readonly act: Exclude<RegisterAct, 'new-key'>;
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
      <ReasonField isFirst value={reason} onChange={setReason} hint={t('reasonHint')} />
    </ActDialog>
  );
}
