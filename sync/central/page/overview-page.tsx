import type { ShopDay } from '../office/overview.ts';
import { Page } from './frame.tsx';
import { Empty, Fault } from './parts/basics.tsx';
import { Pager } from './parts/pager.tsx';
import { useFormats, useText } from './state/language.ts';
import { goTo } from './state/place.ts';
import type { AnswerOf } from './state/office.ts';
import { useAnswer } from './state/use-answer.ts';
import { usePages } from './state/use-pages.ts';
import { frameText } from './text/frame-text.ts';
import { overviewText } from './text/overview-text.ts';
import { Table } from './parts/table.tsx';

const REFRESH_MS = 15_000;

/** The shops' day at a glance. */
export function OverviewPage() {
  const t = useText(overviewText);
  const words = useText(frameText);
  const pages = usePages<string>('');
  const { value, error } = useAnswer('overview', { after: pages.after }, REFRESH_MS);
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      <Fault error={error} />
      {value === null && !error && <p className="muted">{words('loading')}</p>}
      {value?.count === 0 && <Empty icon="register">{t('empty')}</Empty>}
      {value && value.count > 0 && (
        <>
          <Figures answer={value} />
          <Shops shops={value.rows} nowUtcMs={value.nowUtcMs} />
          <Pager pages={pages} rows={value.rows.length} next={value.next} count={value.count} />
        </>
      )}
    </Page>
  );
}

function Figures({ answer: { together, currency } }: { readonly answer: AnswerOf<'overview'> }) {
  const t = useText(overviewText);
  const { count, money } = useFormats();
  const figures = [
    [t('salesToday'), count(together.saleCount)],
    [t('totalToday'), money(together.saleTotalMinor, currency)],
    [t('notSent'), count(together.waitingEntries)],
    [t('exceptions'), count(together.openExceptions)],
  ];
  return (
    <dl className="sheet figures">
      {figures.map(([name, figure]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{figure}</dd>
        </div>
      ))}
    </dl>
  );
}

function Shops({ shops, nowUtcMs }: { readonly shops: readonly ShopDay[]; readonly nowUtcMs: number }) {
  const t = useText(overviewText);
  const { count, money, day, ago } = useFormats();
  return (
    <Table
      columns={[
        t('shop'),
        t('day'),
        { number: t('sales') },
        { number: t('total') },
        { number: t('registers') },
        { number: t('waiting') },
        { number: t('exceptions') },
      ]}
    >
      {shops.map((shop) => (
        <tr key={shop.code}>
          <th scope="row">
            {shop.name} <span className="muted">{shop.code}</span>
          </th>
          <td>{day(shop.today)}</td>
          <td className="number">{count(shop.saleCount)}</td>
          <td className="number">{money(shop.saleTotalMinor, shop.currency)}</td>
          <td className="number">{t('ofRegisters', { online: shop.online, registers: shop.registers })}</td>
          <td className="number">
            {shop.waitingEntries === 0 || shop.oldestWaitingAtUtcMs === null
              ? t('nothing')
              : t('waitingSince', {
                  entries: count(shop.waitingEntries),
                  ago: ago(shop.oldestWaitingAtUtcMs, nowUtcMs),
                })}
          </td>
          <td className="number">
            <button
              type="button"
              className="link"
              aria-label={`${t('exceptions')}: ${shop.name}, ${shop.openExceptions}`}
              onClick={() => goTo('exceptions', shop.code)}
            >
              {count(shop.openExceptions)}
            </button>
          </td>
        </tr>
      ))}
    </Table>
  );
}
