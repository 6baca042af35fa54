import { useState } from 'react';
import { csvLine, CSV_BOM } from '../../../../domain/csv.ts';
import { Dialog } from '../../../../renderer/parts/dialog.tsx';
import { Icon } from '../../../../renderer/parts/icon.tsx';
import type { Shop } from '../../chain.ts';
import type { IssuedCode } from '../../office/codes.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import { Choice, CopyButton, saveFile, Select } from '../parts/basics.tsx';
import { useFormats, useText } from '../state/language.ts';
import { ask } from '../state/office.ts';
import { frameText } from '../text/frame-text.ts';
import { registersText } from '../text/registers-text.ts';
import { TextField } from '../parts/text-field.tsx';
import { ShopSelect } from '../parts/shop-select.tsx';

interface IssueDialogProps {
  readonly shops: readonly Shop[];
  readonly onDone: (codes: readonly IssuedCode[]) => void;
  readonly onClose: () => void;
}

const lives = { hours24: '24', days3: '72', days14: '336' } as const;
const TILLS_MAX = 500;
const TILL_DIGITS = 2;

/** For which tills, and for how long. */
export function IssueDialog({ shops, onDone, onClose }: IssueDialogProps) {
  const t = useText(registersText);
  const [shop, setShop] = useState(shops[0]?.code ?? '');
  const [how, setHow] = useState<'one' | 'many'>('one');
  const [till, setTill] = useState('');
  const [count, setCount] = useState('10');
  const [first, setFirst] = useState('1');
  const [hours, setHours] = useState<string>(lives.hours24);
  const number = Math.min(TILLS_MAX, Math.max(1, Math.trunc(Number(count)) || 1));
  const from = Math.max(1, Math.trunc(Number(first)) || 1);
  const tills =
    how === 'one'
      ? [till.trim() || null]
      : Array.from({ length: number }, (_, index) => String(from + index).padStart(TILL_DIGITS, '0'));
  return (
    <ActDialog
      title={t('issueTitle')}
      act={how === 'one' ? t('make') : t('makeMany', { number })}
      onAct={() => ask('codes.issue', { shop, tills, hours: Number(hours) })}
      onDone={onDone}
      onClose={onClose}
    >
      <ShopSelect shops={shops} value={shop} onChange={setShop} />
      <Choice
        label={t('how')}
        value={how}
        options={[
          { value: 'one', label: t('oneTill') },
          { value: 'many', label: t('manyTills') },
        ]}
        onChange={setHow}
      />
      {how === 'one' ? (
        <TextField
          label={t('tillNumber')}
          hint={t('tillHint')}
          autoFocus
          maxLength={16}
          value={till}
          onChange={setTill}
        />
      ) : (
        <div className="form-grid">
          <NumberInput label={t('first')} value={first} onChange={setFirst} />
          <NumberInput label={t('count')} value={count} onChange={setCount} />
        </div>
      )}
      <Select
        label={t('validFor')}
        value={hours}
        options={(['hours24', 'days3', 'days14'] as const).map((key) => ({
          value: lives[key],
          label: t(key),
        }))}
        onChange={setHours}
      />
    </ActDialog>
  );
}

interface NumberInputProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function NumberInput({ label, value, onChange }: NumberInputProps) {
  return (
    <TextField
      label={label}
      inputMode="numeric"
      required
      pattern="[1-9][0-9]{0,2}"
      value={value}
      onChange={onChange}
    />
  );
}

interface IssuedDialogProps {
  readonly codes: readonly IssuedCode[];
  readonly onClose: () => void;
}

/** Codes are shown once: to be read out, copied, or saved for whoever sets up a hundred PCs. */
export function IssuedDialog({ codes, onClose }: IssuedDialogProps) {
  const t = useText(registersText);
  const words = useText(frameText);
  const { time } = useFormats();
  const [first] = codes;
  const save = () => {
    const rows = codes.map(({ shop, till, code, expiresAtUtcMs }) =>
      csvLine([shop, till, code, new Date(expiresAtUtcMs).toISOString()]),
    );
    const text = CSV_BOM + csvLine(['shop', 'till', 'code', 'expires']) + rows.join('');
    saveFile('enrolment-codes.csv', text, 'text/csv;charset=utf-8');
  };
  if (!first) return null;
  return (
    <Dialog
      title={codes.length === 1 ? t('issuedTitle') : t('issuedTitleMany', { number: codes.length })}
      onClose={onClose}
    >
      {codes.length === 1 && <p className="code-text">{first.code}</p>}
      <p className="meta">
        {t(codes.length === 1 ? 'issuedText' : 'issuedTextMany', { time: time(first.expiresAtUtcMs) })}
      </p>
      <div className="actions">
        {codes.length === 1 && <CopyButton text={first.code} label={t('copyCode')} />}
        <button type="button" className="plain" onClick={save}>
          <Icon name="download" isSmall />
          {t('saveCsv')}
        </button>
        <button type="button" className="primary" onClick={onClose}>
          {words('close')}
        </button>
      </div>
    </Dialog>
  );
}
