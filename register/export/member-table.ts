import { wallClockAt } from '../../domain/business-date.ts';
import type { Language } from '../../domain/text/language.ts';
import type { TillView } from '../register.ts';
import { everyMember, type ListedMember } from '../use-cases/member-page.ts';
import type { WriteRow } from './export-file.ts';
import { writeTable, type Columns, type OnRows } from './table.ts';

/** Every member as the list of them shows them, masked; the newest first. */
export function writeMemberTable(till: TillView, language: Language, write: WriteRow, onRows: OnRows): void {
  const { zone } = till.settings.shop;
  const columns: Columns<ListedMember> = [
    ['memberNumber', ({ number }) => number],
    ['memberName', ({ name }) => name],
    ['phone', ({ phone }) => phone],
    ['tier', ({ tier }) => tier?.[language] ?? null],
    ['points', ({ balance }) => balance],
    ['visits', ({ visits }) => visits],
    ['lastVisit', ({ lastVisitOn }) => lastVisitOn],
    ['joined', ({ joinedAtUtcMs }) => wallClockAt(joinedAtUtcMs, zone).date],
  ];
  writeTable(columns, everyMember(till), till.store.members.count(), language, write, onRows);
}
