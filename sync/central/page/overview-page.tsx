import type { ShopDay } from '../office/overview.ts';
import { Page } from './frame.tsx';
import { Empty, Fault } from './parts/basics.tsx';
import { useFormats, useText } from './state/language.ts';
import { goTo } from './state/place.ts';
import { useAnswer } from './state/use-answer.ts';
import { frameText } from './text/frame-text.ts';
import { overviewText } from './text/overview-text.ts';
import { Table } from './parts/table.tsx';

const REFRESH_MS = 15_000;

/** The shops' day at a glance. */
export function OverviewPage() {
  const t = useText(overviewText);
  const words = useText(frameText);
  const { value, error } = useAnswer('overview', {}, REFRESH_MS);
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      <Fault error={error} />
      {value === null && !error && <p className="muted">{words('loading')}</p>}
      {value && value.shops.length === 0 && <Empty icon="register">{t('empty')}</Empty>}
      {value && value.shops.length > 0 && (
        <>
          <Figures shops={value.shops} />
          <Shops shops={value.shops} nowUtcMs={value.nowUtcMs} />
        </>
      )}
    </Page>
  );
}

function Figures({ shops }: { readonly shops: readonly ShopDay[] }) {
  const t = useText(overviewText);
  const { count, money } = useFormats();
  const sum = (read: (shop: ShopDay) => number) => shops.reduce((total, shop) => total + read(shop), 0);
  return (
    <dl className="sheet figures">
      <div>
        <dt>{t('salesToday')}</dt>
        <dd>{count(sum((shop) => shop.saleCount))}</dd>
      </div>
      <div>
        <dt>{t('totalToday')}</dt>
        <dd>
          {money(
            sum((shop) => shop.saleTotalMinor),
            shops[0]!.currency,
          )}
        </dd>
      </div>
      <div>
        <dt>{t('notSent')}</dt>
        <dd>{count(sum((shop) => shop.waitingEntries))}</dd>
      </div>
      <div>
        <dt>{t('exceptions')}</dt>
        <dd>{count(sum((shop) => shop.openExceptions))}</dd>
      </div>
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
              onClick={() => goTo('exceptions')}
            >
              {count(shop.openExceptions)}
            </button>
          </td>
        </tr>
      ))}
    </Table>
  );
}
