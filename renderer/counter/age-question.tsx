import { useEffect, useRef, useState } from 'react';
import { useTill } from '../state/till.ts';
import { paneText } from '../text/counter-pane-text.ts';
import { useLanguage, useText } from '../text/use-text.ts';
import { latestBirthDate } from './birth-date.ts';
import { QuestionHead, type QuestionProps } from './question-head.tsx';
import { dropQuestion, ring } from './ring.ts';

/** Is the customer old enough? The date of birth that suffices is compared with the card in the hand, not computed. */
export function AgeQuestion({ question, waiting }: QuestionProps<'age'>) {
  const t = useText(paneText);
  const { id, name, age, goods, asked } = question;
  const confirm = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    confirm.current?.focus();
  }, []);
  const sell = () => {
    dropQuestion(id);
    void ring(goods, { ...asked, confirmedAge: age });
  };
  return (
    <>
      <QuestionHead id={id} title={t('ageTitle')} waiting={waiting} />
      <section className="card checked">
        <p>{t('ageHint', { name, age })}</p>
        <p className="meta">{t('bornBy')}</p>
        <p className="last-amount">
          <BirthDate age={age} />
        </p>
      </section>
      <div className="finish">
        <button type="button" className="plain" onClick={() => dropQuestion(id)}>
          {t('refuse')} <kbd aria-hidden="true">Esc</kbd>
        </button>
        <button type="button" className="primary" ref={confirm} onClick={sell}>
          {t('oldEnough')} <kbd aria-hidden="true">Enter</kbd>
        </button>
      </div>
    </>
  );
}

function BirthDate({ age }: { readonly age: number }) {
  const language = useLanguage();
  const zone = useTill((state) => state.status?.settings.shop.zone ?? 'UTC');
  const [nowUtcMs] = useState(() => Date.now());
  const date = latestBirthDate(nowUtcMs, zone, age);
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
  return <time dateTime={date}>{format.format(Date.parse(date))}</time>;
}
