import { useRef, useState } from 'react';
import { countedCashMinor, type CashCount } from '../../domain/cash-drawer.ts';
import { denominationsOf, type Denomination } from '../../domain/denominations.ts';
import { Money, useMoney } from '../parts/money.tsx';
import { Numpad } from '../parts/numpad.tsx';
import { useTill } from '../state/till.ts';
import { closeText } from '../text/close-text.ts';
import { useText } from '../text/use-text.ts';
import { CloseFrame, type StepFacts } from './close-frame.tsx';
import { Face } from './face.tsx';

/** What was typed for each kind of note and coin, by `keyOf`. */
export type PiecesTyped = Readonly<Record<string, string>>;

const PIECES_DIGITS_MAX = 5;

interface CloseCountProps {
  readonly facts: StepFacts;
  readonly pieces: PiecesTyped;
  readonly onChange: (pieces: PiecesTyped) => void;
  readonly onSubmit: (count: CashCount) => void;
}

/** The drawer is counted by note and coin, and nothing here says what must come out. */
export function CloseCount({ facts, pieces, onChange, onSubmit }: CloseCountProps) {
  const t = useText(closeText);
  const currency = useTill((state) => state.status?.settings.shop.currency ?? 'CNY');
  const denominations = denominationsOf(currency);
  const [chosenKey, choose] = useState(() => keyOf(denominations[0]!));
  const page = useRef<HTMLDivElement>(null);
  const done = useRef<HTMLButtonElement>(null);
  const chosen = denominations.find((each) => keyOf(each) === chosenKey) ?? denominations[0]!;
  const type = (denomination: Denomination, text: string) =>
    onChange({ ...pieces, [keyOf(denomination)]: text.replace(/\D/gu, '').slice(0, PIECES_DIGITS_MAX) });
  const goToNext = () => {
    const fields = [...(page.current?.querySelectorAll('input') ?? [])];
    const next = fields[denominations.indexOf(chosen) + 1];
    if (next) next.focus();
    else done.current?.focus();
  };
  const count = countOf(denominations, pieces);
  const isEmpty = Object.values(pieces).every((text) => text === '');
  const aside = (
    <>
      <CountPad
        denomination={chosen}
        text={pieces[chosenKey] ?? ''}
        onType={(text) => type(chosen, text)}
        onNext={goToNext}
      />
      <button
        type="button"
        ref={done}
        className="primary go-on"
        disabled={isEmpty}
        onClick={() => onSubmit(count)}
      >
        {t('done')}
      </button>
    </>
  );
  return (
    <CloseFrame facts={facts} heldText="" aside={aside}>
      <div className="sheet close-count" ref={page}>
        {(['note', 'coin'] as const).map((kind) => (
          <KindColumn
            key={kind}
            kind={kind}
            denominations={denominations.filter((each) => each.kind === kind)}
            pieces={pieces}
            chosenKey={chosenKey}
            onChoose={choose}
            onType={type}
            onEnter={goToNext}
          >
            {kind === shorterKind(denominations) && <CountedSum minor={countedCashMinor(count)} />}
          </KindColumn>
        ))}
      </div>
    </CloseFrame>
  );
}

function countOf(denominations: readonly Denomination[], pieces: PiecesTyped): CashCount {
  return denominations.map((each) => ({
    faceMinor: each.faceMinor,
    pieces: Number(pieces[keyOf(each)] ?? 0),
  }));
}

/** The sum stands under the shorter column, where it is in view. */
function shorterKind(denominations: readonly Denomination[]): Denomination['kind'] {
  const notes = denominations.filter(({ kind }) => kind === 'note').length;
  return notes * 2 <= denominations.length ? 'note' : 'coin';
}

/** A face may come as a note and as a coin. */
function keyOf({ kind, faceMinor }: Denomination): string {
  return `${kind} ${faceMinor}`;
}

interface CountPadProps {
  readonly denomination: Denomination;
  readonly text: string;
  readonly onType: (text: string) => void;
  readonly onNext: () => void;
}

/** The kind that is being counted, large, and its number by finger. */
function CountPad({ denomination, text, onType, onNext }: CountPadProps) {
  const t = useText(closeText);
  const { amount } = useMoney();
  return (
    <>
      <p className="chosen-face" aria-hidden="true">
        <Face denomination={denomination} />
        <span className="meta">{t('makes', { amount: amount(denomination.faceMinor * Number(text)) })}</span>
        <b>{text === '' ? '0' : text}</b>
      </p>
      <Numpad extra="00" onKey={(key) => onType(text + key)} onErase={() => onType(text.slice(0, -1))} />
      <button
        type="button"
        className="plain"
        onPointerDown={(event) => event.preventDefault()}
        onClick={onNext}
      >
        {t('next')} <kbd>Enter</kbd>
      </button>
    </>
  );
}

function CountedSum({ minor }: { readonly minor: number }) {
  const t = useText(closeText);
  return (
    <div className="counted-sum" role="status">
      <p className="meta">{t('drawerCounted')}</p>
      <Money minor={minor} className="large" />
      <p className="meta">{t('blindHint')}</p>
    </div>
  );
}

interface KindColumnProps {
  readonly kind: Denomination['kind'];
  readonly denominations: readonly Denomination[];
  readonly pieces: PiecesTyped;
  readonly chosenKey: string;
  readonly onChoose: (key: string) => void;
  readonly onType: (denomination: Denomination, text: string) => void;
  readonly onEnter: () => void;
  readonly children: React.ReactNode;
}

function KindColumn({
  kind,
  denominations,
  pieces,
  chosenKey,
  onChoose,
  onType,
  onEnter,
  children,
}: KindColumnProps) {
  const t = useText(closeText);
  const [title, sum] = kind === 'note' ? (['notes', 'notesSum'] as const) : (['coins', 'coinsSum'] as const);
  const { amount } = useMoney();
  const piecesOf = (each: Denomination) => pieces[keyOf(each)] ?? '';
  const sumMinor = denominations.reduce((total, each) => total + each.faceMinor * Number(piecesOf(each)), 0);
  return (
    <section aria-label={t(title)}>
      <header>
        <h2>{t(title)}</h2>
        <span className="meta">{t('pieces')}</span>
      </header>
      {denominations.map((each) => (
        <label key={keyOf(each)} className={keyOf(each) === chosenKey ? 'face-row now' : 'face-row'}>
          <Face denomination={each} />
          <input
            autoFocus={keyOf(each) === chosenKey}
            inputMode="none"
            autoComplete="off"
            aria-label={t('piecesOf', { face: amount(each.faceMinor) })}
            value={piecesOf(each)}
            onFocus={() => onChoose(keyOf(each))}
            onChange={(event) => onType(each, event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              onEnter();
            }}
          />
          <Money minor={each.faceMinor * Number(piecesOf(each))} />
        </label>
      ))}
      <p className="kind-sum">
        <span>{t(sum)}</span>
        <Money minor={sumMinor} />
      </p>
      {children}
    </section>
  );
}
