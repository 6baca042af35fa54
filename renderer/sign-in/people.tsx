import { Icon } from '../parts/icon.tsx';
import { ask } from '../service/connection.ts';
import { readCounter, refuse } from '../state/counter.ts';
import { refreshTill, useTill } from '../state/till.ts';
import type { PersonView } from '../../register/contract/session.ts';
import { signInText } from '../text/sign-in-text.ts';
import { useText } from '../text/use-text.ts';

/** Somebody learning the till, after everybody else: a till of its own where nothing counts. */
function TrainingTile() {
  const t = useText(signInText);
  const start = async () => {
    const result = await ask((service) => service.session.startTraining());
    if (result.ok) await Promise.all([readCounter(), refreshTill()]);
    else await refuse(result.error);
  };
  return (
    <button type="button" className="person" onClick={() => void start()}>
      <Icon name="training" />
      <span>
        <b>{t('training')}</b>
        <span className="meta">{t('trainingHint')}</span>
      </span>
    </button>
  );
}

interface PeopleProps {
  readonly people: readonly PersonView[];
  readonly chosenCode: string | null;
  readonly onChoose: (code: string) => void;
}

/** Everybody who may sign in, as tiles, and a till for practice. */
export function People({ people, chosenCode, onChoose }: PeopleProps) {
  const t = useText(signInText);
  const isTraining = useTill((state) => state.status?.identity.isTraining === true);
  return (
    <div className="people">
      <div className="contents" role="radiogroup" aria-label={t('people')}>
        {people.map((person) => (
          <button
            type="button"
            key={person.code}
            className="person"
            role="radio"
            aria-checked={person.code === chosenCode}
            tabIndex={person.code === chosenCode ? 0 : -1}
            onClick={() => onChoose(person.code)}
          >
            <span className="face" aria-hidden="true">
              {initialsOf(person.name)}
            </span>
            <span>
              <b>{person.name}</b>
              <span className="meta">
                {person.isSignedIn ? t('atTill', { role: person.roleName ?? '' }) : person.roleName}
              </span>
            </span>
          </button>
        ))}
      </div>
      {!isTraining && <TrainingTile />}
    </div>
  );
}

/** A Chinese name shows its family name, another the first letters of its first and last words. */
function initialsOf(name: string): string {
  const [first] = name;
  if (first === undefined) return '';
  if (/\p{Script=Han}/u.test(first)) return first;
  const words = name.split(/\s+/u).filter((word) => word !== '');
  return [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => [...(word ?? '')][0] ?? '').join('');
}
