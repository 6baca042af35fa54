import { useState } from 'react';
import { useTill } from '../state/till.ts';
import { paneText } from '../text/counter-pane-text.ts';
import { useText } from '../text/use-text.ts';
import { readDecimal } from './entry.ts';
import { NumberEntry } from './number-entry.tsx';
import { QuestionHead, type QuestionProps } from './question-head.tsx';
import { dropQuestion, ring } from './ring.ts';

const none: readonly never[] = [];

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
      {scanned !== null && <p>{t('departmentHint', { code: scanned })}</p>}
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
