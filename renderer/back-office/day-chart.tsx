import {
  Bar,
  BarChart,
  CartesianGrid,
  Cell,
  ComposedChart,
  LabelList,
  Line,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from 'recharts';
import type { ChartBar } from './day-series.ts';

export interface DayChartProps {
  readonly bars: readonly (ChartBar & { readonly label: string })[];
  /** Hours stand side by side with a line over them; names lie under each other. */
  readonly layout: 'hours' | 'names';
  readonly tickText: (minor: number) => string;
  readonly amountText: (minor: number) => string;
}

const tick = { fontSize: 14, fill: 'var(--text-muted)' } as const;
const axis = { tickLine: false, axisLine: false, tick } as const;
const NAME_WIDTH_PX = 152;
/** Room for the label of the highest bar. */
const margin = { top: 24, right: 8, bottom: 0, left: 0 } as const;

/** The picture of a day; a table beside it says the same to whoever cannot see it. */
export function DayChart(props: DayChartProps) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      {props.layout === 'hours' ? hoursChart(props) : namesChart(props)}
    </ResponsiveContainer>
  );
}

function hoursChart({ bars, tickText, amountText }: DayChartProps) {
  const highest = Math.max(...bars.map(({ amountMinor }) => amountMinor));
  return (
    <ComposedChart data={bars} margin={margin} accessibilityLayer={false}>
      <CartesianGrid vertical={false} stroke="var(--hairline)" />
      <XAxis dataKey="label" {...axis} axisLine={{ stroke: 'var(--edge)' }} interval="preserveStartEnd" />
      <YAxis {...axis} width={64} tickFormatter={tickText} tickCount={5} />
      <Bar dataKey="amountMinor" isAnimationActive={false} maxBarSize={48}>
        {bars.map((bar) => (
          <Cell key={bar.key} className={bar.amountMinor === highest ? 'now' : 'tint'} />
        ))}
        <LabelList
          dataKey="amountMinor"
          position="top"
          formatter={(value) => (value === highest && highest > 0 ? amountText(highest) : '')}
        />
      </Bar>
      <Line dataKey="beforeMinor" className="before-halo" dot={false} isAnimationActive={false} />
      <Line dataKey="beforeMinor" className="before" dot={false} isAnimationActive={false} />
    </ComposedChart>
  );
}

function namesChart({ bars, amountText }: DayChartProps) {
  return (
    <BarChart
      data={bars}
      layout="vertical"
      margin={{ ...margin, top: 0, right: 96 }}
      barGap={1}
      accessibilityLayer={false}
    >
      <XAxis type="number" hide />
      <YAxis type="category" dataKey="label" {...axis} width={NAME_WIDTH_PX} interval={0} tick={nameTick} />
      <Bar dataKey="amountMinor" className="tint" isAnimationActive={false} maxBarSize={16}>
        <LabelList dataKey="amountMinor" position="right" formatter={(value) => amountText(Number(value))} />
      </Bar>
      <Bar dataKey="beforeMinor" className="before-bar" isAnimationActive={false} maxBarSize={6} />
    </BarChart>
  );
}

const NAME_CELLS_MAX = 18;

/** A name on one line; recharts would break it. */
function nameTick({ x, y, payload }: { x: number | string; y: number | string; payload: { value: string } }) {
  return (
    <text x={x} y={y} dy={5} textAnchor="end">
      {shorten(payload.value)}
    </text>
  );
}

/** A name in the room that there is; a Chinese character takes the room of two letters. */
function shorten(name: string): string {
  let cells = 0;
  for (const [index, character] of [...name].entries()) {
    cells += character.charCodeAt(0) > 0x2e80 ? 2 : 1;
    if (cells > NAME_CELLS_MAX) return `${[...name].slice(0, index).join('')}…`;
  }
  return name;
}
