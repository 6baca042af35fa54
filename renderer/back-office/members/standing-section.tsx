import { nameSegment } from '../../../domain/text/insight-text.ts';
import { useNumber } from '../../member/points-words.ts';
import { Money, useMoney } from '../../parts/money.tsx';
import type { MemberPageData } from '../../service/answers.ts';
import { useTill } from '../../state/till.ts';
import { memberPageText } from '../../text/member-page-text.ts';
import { useLanguage, useText } from '../../text/use-text.ts';
import { useDates } from '../use-dates.ts';
import { useToday } from '../use-today.ts';
import { lastMonths } from './last-months.ts';

type Insight = NonNullable<MemberPageData['insight']>;

const DAY_MS = 86_400_000;
const MONTHS_SHOWN = 12;
/** The counting is always a few entries behind; more than that is worth a word. */
const LEFT_MIN = 50;

/** What the shop knows of a member from what they bought. */
export function StandingSection({ insight, insightLeft }: Pick<MemberPageData, 'insight' | 'insightLeft'>) {
  const t = useText(memberPageText);
  const language = useLanguage();
  const number = useNumber();
  const segment = insight?.segments.find((each) => each !== insight.stage);
  return (
    <>
      <section aria-label={t('standing')}>
        <header>
          <h2>{t('standing')}</h2>
          {segment && <span className="segment">{nameSegment(segment, language)}</span>}
        </header>
        {insight ? <Standing insight={insight} /> : <p className="meta">{t('noInsight')}</p>}
        {insightLeft > LEFT_MIN && <p className="meta">{t('uncounted', { number: number(insightLeft) })}</p>}
      </section>
      {insight && insight.months.length > 0 && <MonthSpend insight={insight} />}
    </>
  );
}

function Standing({ insight }: { readonly insight: Insight }) {
  const t = useText(memberPageText);
  const language = useLanguage();
  const number = useNumber();
  const { percent } = useDates();
  const { stage, rhythm, churnRiskBp, averageBasketMinor, favouriteDepartments } = insight;
  const departments = useTill((state) => state.status?.settings.departments);
  const nameOf = (code: string) => departments?.find((each) => each.code === code)?.name ?? code;
  return (
    <>
      <Scores insight={insight} />
      <dl className="fact-list">
        <div>
          <dt>{t('lifecycle')}</dt>
          <dd>
            {stage ? nameSegment(stage, language) : t('noEntry')}
            <span className="muted"> {t(`rhythm-${rhythm.source}`, { days: number(rhythm.gapDays) })}</span>
          </dd>
        </div>
        <div>
          <dt>{t('churn')}</dt>
          <dd className="churn">
            <b>{percent(churnRiskBp)}</b>
            <span className="meter" aria-hidden="true">
              <span style={{ width: `${churnRiskBp / 100}%` }} />
            </span>
          </dd>
        </div>
        <div>
          <dt>{t('average')}</dt>
          <dd>
            <Money minor={averageBasketMinor} />
          </dd>
        </div>
        {favouriteDepartments.length > 0 && (
          <div>
            <dt>{t('favourites')}</dt>
            <dd>
              {favouriteDepartments
                .slice(0, 3)
                .map(({ code }) => nameOf(code))
                .join(language === 'en' ? ', ' : '、')}
            </dd>
          </div>
        )}
      </dl>
    </>
  );
}

/** The fifths in which the member is: how recently, how often, for how much. */
function Scores({ insight }: { readonly insight: Insight }) {
  const t = useText(memberPageText);
  const number = useNumber();
  const today = useToday();
  const { rfm, lastVisitOn, visitCount, spendMinor } = insight;
  const daysAgo = (ago: number) => {
    if (ago <= 0) return t('today');
    return ago === 1 ? t('yesterday') : t('daysAgo', { days: number(ago) });
  };
  const days = lastVisitOn ? Math.round((Date.parse(today) - Date.parse(lastVisitOn)) / DAY_MS) : 0;
  return (
    <>
      <dl className="scores">
        <div>
          <dt>{t('recent')}</dt>
          <dd>
            {rfm && <b>R{rfm.recency}</b>} {daysAgo(days)}
          </dd>
        </div>
        <div>
          <dt>{t('frequent')}</dt>
          <dd>
            {rfm && <b>F{rfm.frequency}</b>} {t('visits', { number: number(visitCount) })}
          </dd>
        </div>
        <div>
          <dt>{t('spend')}</dt>
          <dd>
            {rfm && <b>M{rfm.monetary}</b>} <Money minor={spendMinor} />
          </dd>
        </div>
      </dl>
      {!rfm && <p className="meta">{t('fewMembers')}</p>}
    </>
  );
}

/** A year of months as bars; the list beside them says the same to whoever cannot see it. */
function MonthSpend({ insight }: { readonly insight: Insight }) {
  const t = useText(memberPageText);
  const { amount } = useMoney();
  const today = useToday();
  const { shortMonth, monthYear } = useDates();
  const months = lastMonths(insight.months, today, MONTHS_SHOWN);
  const highest = Math.max(1, ...months.map(({ spendMinor }) => spendMinor));
  const total = months.reduce((sum, { spendMinor }) => sum + spendMinor, 0);
  return (
    <section aria-label={t('byMonth')}>
      <header>
        <h2>{t('byMonth')}</h2>
        <span className="muted">{amount(total)}</span>
      </header>
      <ol className="month-bars">
        {months.map(({ month, spendMinor }, index) => (
          <li key={month} className={index === months.length - 1 ? 'now' : undefined}>
            <span className="sr">{`${monthYear(`${month}-01`)}: ${amount(spendMinor)}`}</span>
            <span className="bar-room" aria-hidden="true">
              <span style={{ height: `${(Math.max(0, spendMinor) / highest) * 100}%` }} />
            </span>
            <span aria-hidden="true">{shortMonth(`${month}-01`)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
