import { useState } from 'react';
import { Icon } from '../../../../renderer/parts/icon.tsx';
import type { ExceptionPlace, ExceptionShown } from '../../office/exceptions.ts';
import type { ExceptionKind } from '../../../protocol/exception.ts';
import { Page, useRight } from '../frame.tsx';
import { Choice, Empty, Fault, Select } from '../parts/basics.tsx';
import { Pager } from '../parts/pager.tsx';
import { ShopSelect } from '../parts/shop-select.tsx';
import { useFormats, useLanguage, useText } from '../state/language.ts';
import { goTo, usePlace } from '../state/place.ts';
import type { AnswerOf } from '../state/office.ts';
import { useAnswer } from '../state/use-answer.ts';
import { usePages } from '../state/use-pages.ts';
import { exceptionsText, kindText } from '../text/exceptions-text.ts';
import { ExceptionRows } from './exception-rows.tsx';
import { ResolveDialog } from './resolve-dialog.tsx';

const REFRESH_MS = 30_000;

const NOTHING: ReadonlySet<string> = new Set();

/** Rows that are ticked on one page of the list: who turns it begins anew. */
function useTicks(page: string): [ReadonlySet<string>, (ids: ReadonlySet<string>) => void] {
  const [ticked, setTicked] = useState({ page, ids: NOTHING });
  return [ticked.page === page ? ticked.ids : NOTHING, (ids) => setTicked({ page, ids })];
}

/** What somebody must decide; of one shop at `#/exceptions/SHOP`. */
export function ExceptionsPage() {
  const t = useText(exceptionsText);
  const shop = usePlace().detail ?? '';
  const [state, setState] = useState<State>('open');
  const [kind, setKind] = useState<ExceptionKind | ''>('');
  const [resolving, setResolving] = useState<readonly ExceptionShown[] | null>(null);
  const mayResolve = useRight('exceptions-resolve') && state === 'open';
  const shops = useAnswer('shops.list', {});
  const question = `${shop} ${state} ${kind}`;
  const pages = usePages<ExceptionPlace>(question);
  const [chosen, setChosen] = useTicks(`${question} ${pages.rowsBefore}`);
  const asked = { isOpen: state === 'open', kind: kind || null, shop: shop || null, after: pages.after };
  const { value, error, again } = useAnswer('exceptions.list', asked, REFRESH_MS);
  const rows = value?.rows ?? [];
  const picked = rows.filter(({ id }) => chosen.has(id));
  const resolved = () => {
    setResolving(null);
    setChosen(NOTHING);
    again();
  };
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle')}
      actions={
        mayResolve &&
        picked.length > 0 && <ResolveChosen count={picked.length} onAct={() => setResolving(picked)} />
      }
    >
      <div className="filters">
        <StateChoice value={state} onChange={setState} />
        <KindSelect counts={value?.counts ?? []} value={kind} onChange={setKind} />
        <ShopSelect
          shops={shops.value ?? []}
          value={shop}
          mayBeAll
          onChange={(code) => goTo('exceptions', code)}
        />
      </div>
      <Fault error={error} />
      {value && <Sum answer={value} kind={kind} state={state} />}
      {rows.length > 0 && (
        <ExceptionRows
          rows={rows}
          chosen={mayResolve ? chosen : null}
          onChoose={setChosen}
          onResolve={(row) => setResolving([row])}
        />
      )}
      {value && (
        <Pager pages={pages} rows={rows.length} next={value.next} count={countOf(value.counts, kind)} />
      )}
      {resolving && (
        <ResolveDialog exceptions={resolving} onDone={resolved} onClose={() => setResolving(null)} />
      )}
    </Page>
  );
}

type State = 'open' | 'resolved';

interface StateChoiceProps {
  readonly value: State;
  readonly onChange: (state: State) => void;
}

function StateChoice(props: StateChoiceProps) {
  const t = useText(exceptionsText);
  const options = (['open', 'resolved'] as const).map((value) => ({ value, label: t(value) }));
  return <Choice label={t('state')} options={options} {...props} />;
}

function ResolveChosen({ count, onAct }: { readonly count: number; readonly onAct: () => void }) {
  const t = useText(exceptionsText);
  return (
    <button type="button" className="primary" onClick={onAct}>
      <Icon name="check" isSmall />
      {t('resolveChosen', { number: count })}
    </button>
  );
}

type Counts = AnswerOf<'exceptions.list'>['counts'];

function countOf(counts: Counts, kind: ExceptionKind | ''): number {
  return counts.reduce((sum, each) => (kind === '' || each.kind === kind ? sum + each.count : sum), 0);
}

interface KindSelectProps {
  readonly counts: Counts;
  readonly value: ExceptionKind | '';
  readonly onChange: (kind: ExceptionKind | '') => void;
}

/** A kind, and how many of it there are. */
function KindSelect({ counts, value, onChange }: KindSelectProps) {
  const t = useText(exceptionsText);
  const { count } = useFormats();
  const language = useLanguage();
  const kinds = Object.keys(kindText[language]) as ExceptionKind[];
  const labelOf = (kind: ExceptionKind) => {
    const number = countOf(counts, kind);
    const label = shortKind(kindText[language][kind]);
    return number === 0 ? label : t('kindCount', { kind: label, number: count(number) });
  };
  return (
    <Select
      label={t('kind')}
      value={value}
      options={[
        { value: '', label: t('all') },
        ...kinds.map((each) => ({ value: each, label: labelOf(each) })),
      ]}
      onChange={onChange}
    />
  );
}

/** A kind without whom it is about. */
function shortKind(template: string): string {
  return template
    .replace(/[:：]\s*\{subject\}/, '')
    .replace(/\s*\{subject\}\s*/, ' … ')
    .trim();
}

interface SumProps {
  readonly answer: AnswerOf<'exceptions.list'>;
  readonly kind: ExceptionKind | '';
  readonly state: State;
}

/** How many there are, and what they cost at most. */
function Sum({ answer: { counts, currency }, kind, state }: SumProps) {
  const t = useText(exceptionsText);
  const { count, money } = useFormats();
  const number = countOf(counts, kind);
  if (number === 0) {
    if (state === 'resolved') return <Empty icon="check">{t('noneResolved')}</Empty>;
    return <Empty icon="check">{kind === '' ? t('none') : t('noneOfKind')}</Empty>;
  }
  const amountMinor = counts
    .filter((each) => kind === '' || each.kind === kind)
    .reduce((sum, each) => sum + each.amountMinor, 0);
  return <p className="meta">{t('sum', { number: count(number), amount: money(amountMinor, currency) })}</p>;
}
