import { useState } from 'react';
import { enrol } from '../member/enrolment.ts';
import { Icon } from '../parts/icon.tsx';
import { useTill } from '../state/till.ts';
import { paneText } from '../text/counter-pane-text.ts';
import { useText } from '../text/use-text.ts';
import { readDecimal } from './entry.ts';
import { NumberEntry } from './number-entry.tsx';
import { QuestionHead, type QuestionProps } from './question-head.tsx';
import { dropQuestion, ring } from './ring.ts';

const none: readonly never[] = [];
/** A phone number of most countries, and no length of a barcode. */
const PHONE_LIKE = /^(\+\d{7,15}|\d{10,11})$/;

/** Which department, and for how much? For codes that the catalogue does not know, and goods that have none. */
export function DepartmentQuestion({ question, waiting }: QuestionProps<'department'>) {
  const t = useText(paneText);
  const { id, goods, asked, scanned } = question;
  const firstCode = useTill((state) => state.status?.settings.departments[0]?.code ?? '');
  const { department: given, barcode } = goods.kind === 'department' ? goods : { department: null };
  const [department, setDepartment] = useState(given ?? firstCode);
  const [name, setName] = useState('');
  const [price, setPrice] = useState('');
  const [isWrong, setWrong] = useState(false);
  const sell = () => {
    const unitPriceE4 = readDecimal(price, 4);
    if (unitPriceE4 === null) return setWrong(true);
    dropQuestion(id);
    void ring(
      {
        kind: 'department',
        department,
        ...(name.trim() && { name: name.trim() }),
        ...(barcode !== undefined && { barcode }),
      },
      { ...asked, unitPriceE4 },
    );
  };
  return (
    <>
      <QuestionHead
        id={id}
        title={t(scanned === null ? 'departmentTitleOpen' : 'departmentTitle')}
        waiting={waiting}
      />
      {scanned !== null && <ScannedHint id={id} scanned={scanned} />}
      <div className="two grow">
        <div className="column scroll">
          <Departments chosen={department} onChoose={setDepartment} />
          <label className="field">
            <span className="label">{t('goodsName')}</span>
            <input maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
          </label>
        </div>
        <div className="column">
          <NumberEntry
            label={t('enterPrice')}
            value={price}
            onChange={(next) => {
              setPrice(next);
              setWrong(false);
            }}
            onEnter={sell}
            fault={isWrong ? t('notNumber') : null}
          />
          <div className="finish">
            <button type="button" className="primary" onClick={sell}>
              {t('sell')} <kbd aria-hidden="true">Enter</kbd>
            </button>
          </div>
        </div>
      </div>
    </>
  );
}

/** What was scanned and names nothing; a phone number that is nobody's yet may be somebody who wants to become a member. */
function ScannedHint({ id, scanned }: { readonly id: number; readonly scanned: string }) {
  const t = useText(paneText);
  const register = () => {
    dropQuestion(id);
    enrol(scanned);
  };
  return (
    <>
      <p>{t('departmentHint', { code: scanned })}</p>
      {PHONE_LIKE.test(scanned) && (
        <button type="button" className="plain phone" onClick={register}>
          <Icon name="addPerson" isSmall />
          {t('registerPhone')}
        </button>
      )}
    </>
  );
}

interface DepartmentsProps {
  readonly chosen: string;
  readonly onChoose: (code: string) => void;
}

function Departments({ chosen, onChoose }: DepartmentsProps) {
  const t = useText(paneText);
  const departments = useTill((state) => state.status?.settings.departments ?? none);
  return (
    <div className="choices" role="group" aria-label={t('department')}>
      {departments.map(({ code, name }) => (
        <button
          key={code}
          type="button"
          className="plain"
          aria-pressed={code === chosen}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(code)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
