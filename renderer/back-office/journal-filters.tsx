import { journalGroups, type JournalGroup } from '../../domain/journal-group.ts';
import { ok } from '../../domain/result.ts';
import { journalGroupText } from '../../domain/text/journal-text.ts';
import { Icon } from '../parts/icon.tsx';
import { journalPageText } from '../text/journal-page-text.ts';
import { useLanguage, useText } from '../text/use-text.ts';
import { DateChoice } from './date-choice.tsx';
import { useAnswer } from './use-answer.ts';
import type { JournalFilter } from './use-journal.ts';

interface JournalFiltersProps {
  readonly filter: JournalFilter;
  readonly today: string;
  readonly onChange: (filter: JournalFilter) => void;
}

export function JournalFilters({ filter, today, onChange }: JournalFiltersProps) {
  const t = useText(journalPageText);
  return (
    <search className="journal-filters">
      <div className="look-up">
        <Icon name="search" />
        <input
          className="input"
          type="search"
          autoFocus
          maxLength={100}
          aria-label={t('search')}
          placeholder={t('search')}
          value={filter.text}
          onChange={(event) => onChange({ ...filter, text: event.target.value })}
        />
      </div>
      <DateChoice
        canBeAny
        date={filter.businessDate}
        today={today}
        onChoose={(businessDate) => onChange({ ...filter, businessDate })}
      />
      <GroupChoice filter={filter} onChange={(group) => onChange({ ...filter, group })} />
      <PersonChoice actor={filter.actor} onChange={(actor) => onChange({ ...filter, actor })} />
    </search>
  );
}

interface GroupChoiceProps {
  readonly filter: JournalFilter;
  readonly onChange: (group: JournalGroup | null) => void;
}

/** The kinds of entries; of one day, with how many of each it has. */
function GroupChoice({ filter: { group, businessDate }, onChange }: GroupChoiceProps) {
  const t = useText(journalPageText);
  const names = journalGroupText[useLanguage()];
  const { value: counts } = useAnswer<Readonly<Record<JournalGroup, number>> | null>(
    businessDate ?? '',
    async (service) => (businessDate === null ? ok(null) : service.report.journalCounts({ businessDate })),
  );
  const nameOf = (each: JournalGroup) =>
    counts ? t('typeCount', { type: names[each], count: counts[each] }) : names[each];
  return (
    <select
      className="input"
      aria-label={t('type')}
      value={group ?? ''}
      onChange={(event) => onChange((event.target.value || null) as JournalGroup | null)}
    >
      <option value="">{t('allTypes')}</option>
      {journalGroups.map((each) => (
        <option key={each} value={each}>
          {nameOf(each)}
        </option>
      ))}
    </select>
  );
}

interface PersonChoiceProps {
  readonly actor: string | null;
  readonly onChange: (actor: string | null) => void;
}

function PersonChoice({ actor, onChange }: PersonChoiceProps) {
  const t = useText(journalPageText);
  const { value: staff } = useAnswer('', (service) => service.staff.list());
  return (
    <select
      className="input"
      aria-label={t('person')}
      value={actor ?? ''}
      onChange={(event) => onChange(event.target.value || null)}
    >
      <option value="">{t('allPersons')}</option>
      {staff?.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
