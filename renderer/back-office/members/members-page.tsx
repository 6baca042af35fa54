import { useEffect, useState } from 'react';
import { useKeys } from '../../keys/use-keys.ts';
import { useNumber } from '../../member/points-words.ts';
import { TierBadge } from '../../member/tier-badge.tsx';
import { Icon } from '../../parts/icon.tsx';
import type { ListedMember, MemberList } from '../../service/answers.ts';
import { ask, type ScreenError } from '../../service/connection.ts';
import { notify } from '../../state/counter.ts';
import { showScreen } from '../../state/screen.ts';
import { membersText } from '../../text/members-text.ts';
import { useText } from '../../text/use-text.ts';
import { ExportMenu, ExportNotice, useExport } from '../export-menu.tsx';
import { ListFilters, OpeningRow } from '../list-page.tsx';
import { OfficePage } from '../office-page.tsx';
import { PageFault } from '../page-fault.tsx';
import { useAnswer } from '../use-answer.ts';
import { useDates } from '../use-dates.ts';
import { memberOrders, useListState } from './list-state.ts';
import { RegisterDialog } from './member-form.tsx';
import './members.css';

const MEMBERS_A_PAGE = 50;

/** Everybody who is a member, masked: found as at the counter, or looked through. */
export function MembersPage() {
  const t = useText(membersText);
  const number = useNumber();
  const { text, order } = useListState();
  const [isRegistering, setRegistering] = useState(false);
  const setText = (next: string) => useListState.setState({ text: next });
  useEffect(saySaid, []);
  useKeys({ back: () => (text === '' ? showScreen('counter') : setText('')) });
  const wanted = text.trim();
  const first = useAnswer(`${order} ${wanted}`, (service) =>
    service.loyalty.members({ text: wanted, order, after: null, limit: MEMBERS_A_PAGE }),
  );
  const { shown, start, dismiss } = useExport();
  const actions = (
    <>
      <ExportMenu tables={[{ kind: 'members' }]} onChoose={start} />
      <button type="button" className="primary" onClick={() => setRegistering(true)}>
        <Icon name="addPerson" isSmall />
        {t('register')}
      </button>
    </>
  );
  return (
    <OfficePage
      page="members"
      title={t('title')}
      subtitle={first.value && t('subtitle', { number: number(first.value.memberCount) })}
      actions={actions}
    >
      <ExportNotice shown={shown} dismiss={dismiss} />
      <ListFilters
        isFirst
        text={text}
        textLabel={t('search')}
        onText={setText}
        choice={order}
        choiceLabel={t('order')}
        choices={memberOrders.map((value) => ({ value, label: t(value) }))}
        onChoose={(next) => useListState.setState({ order: next })}
      />
      <PageFault fault={first.fault} />
      {first.value && !first.fault && (
        <Rows key={`${order} ${wanted}`} list={first.value} order={order} text={wanted} />
      )}
      {isRegistering && <RegisterDialog onClose={() => setRegistering(false)} />}
    </OfficePage>
  );
}

type Order = (typeof memberOrders)[number];

/** After the frame, which begins with nothing said. */
function saySaid(): void {
  const { said } = useListState.getState();
  if (said === null) return;
  useListState.setState({ said: null });
  notify({ kind: 'done', text: said, undo: null });
}

interface RowsProps {
  readonly list: MemberList;
  readonly order: Order;
  readonly text: string;
}

function Rows({ list, order, text }: RowsProps) {
  const t = useText(membersText);
  const { rows, next, fault, readMore } = useMore(list, order);
  if (rows.length === 0) return <p className="muted">{text === '' ? t('nobody') : t('none', { text })}</p>;
  return (
    <div className="sheet list-rows">
      <div>
        <table aria-label={t('list')}>
          <thead>
            <tr>
              {(['name', 'number', 'phone', 'tier'] as const).map((column) => (
                <th key={column} scope="col" className={`col-${column}`}>
                  {t(column)}
                </th>
              ))}
              {(['points', 'visits', 'lastVisit'] as const).map((column) => (
                <th key={column} scope="col" className="number">
                  {t(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((member) => (
              <MemberRow key={member.memberId} member={member} />
            ))}
          </tbody>
        </table>
        <PageFault fault={fault} />
        {next !== null && (
          <button type="button" className="plain" onClick={readMore}>
            {t('more')}
          </button>
        )}
      </div>
    </div>
  );
}

function MemberRow({ member }: { readonly member: ListedMember }) {
  const t = useText(membersText);
  const number = useNumber();
  const { day } = useDates();
  const { memberId, name, phone, tier, balance, visits, lastVisitOn, isSealed } = member;
  const open = () => showScreen('back-office', `members/${memberId}`);
  return (
    <OpeningRow name={name ?? t(isSealed ? 'sealed' : 'nameless')} onOpen={open}>
      <td className="selectable col-number">{member.number}</td>
      <td className="nowrap">{phone ?? t('never')}</td>
      <td>{tier ? <TierBadge name={tier} /> : t('never')}</td>
      <td className="number">{number(balance)}</td>
      <td className="number">{number(visits)}</td>
      <td className="number">{lastVisitOn ? day(lastVisitOn) : t('never')}</td>
    </OpeningRow>
  );
}

/** The first page and those that were read after it. */
function useMore(list: MemberList, order: Order) {
  const [more, setMore] = useState<readonly MemberList[]>([]);
  const [fault, setFault] = useState<ScreenError | null>(null);
  const pages = [list, ...more];
  const next = pages.at(-1)?.next ?? null;
  const readMore = async () => {
    const page = await ask((service) =>
      service.loyalty.members({ text: '', order, after: next, limit: MEMBERS_A_PAGE }),
    );
    setFault(page.ok ? null : page.error);
    if (page.ok) setMore((known) => [...known, page.value]);
  };
  return { rows: pages.flatMap(({ rows }) => rows), next, fault, readMore: () => void readMore() };
}
