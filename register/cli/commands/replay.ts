import { scaledToDecimal } from '../../../domain/currency.ts';
import { ok } from '../../../domain/result.ts';
import { formatMoney } from '../../../domain/money-format.ts';
import { replayKindText } from '../../../domain/text/replay-text.ts';
import { cliText } from '../../../domain/text/cli-text.ts';
import { fillTemplate, type Language } from '../../../domain/text/language.ts';
import { openTill } from '../../open-till.ts';
import { createReplayClock, replay, type ReplayKind, type ReplaySummary } from '../../use-cases/replay.ts';
import type { Command } from '../command.ts';

/** `replay FILE`: rings a file of historical invoice lines. */
export const replayCommand: Command = {
  name: 'replay',
  positionals: ['FILE'],
  options: {},
  summary: {
    en: 'ring a file of historical invoice lines, on its own clock; goes on where it stopped',
    'zh-CN': '按文件自身的时间重放历史发票，可从中断处继续',
  },
  help: {
    en: 'CSV or CSV.gz with the columns invoice, stock_code, description, quantity, invoiced_at, unit_price.',
    'zh-CN': 'CSV 或 CSV.gz，含 invoice、stock_code、description、quantity、invoiced_at、unit_price 各列。',
  },
  async run({ folder, language, positionals, progress }) {
    const [path] = positionals as [string];
    const clock = createReplayClock(Date.now());
    const opened = openTill(folder, {}, clock);
    if (!opened.ok) return opened;
    const register = opened.value;
    try {
      const replayed = await replay(register, clock, path, language, (done, total) =>
        progress(cliText[language].replaying, done, total),
      );
      if (!replayed.ok) return replayed;
      const { currency } = register.settings.shop;
      return ok({
        text: summaryText(replayed.value, currency, language),
        json: { currency, ...replayed.value },
      });
    } finally {
      register.store.close();
    }
  },
};

function summaryText(summary: ReplaySummary, currency: string, language: Language): string {
  const text = replayKindText[language];
  const booked = Object.entries(summary.booked).map(
    ([kind, { invoices, lines, amountMinor, belowMinorE7 }]) => {
      const amount = formatMoney(amountMinor, currency, language);
      const below = belowMinorE7 === 0 ? '' : ` + ${scaledToDecimal(belowMinorE7, 7, 3)}`;
      const values = { kind: text[kind as ReplayKind], invoices, lines, amount: amount + below };
      return fillTemplate(cliText[language].replayedKind, values);
    },
  );
  return [fillTemplate(cliText[language].replayed, { ...summary }), ...booked].join('\n');
}
