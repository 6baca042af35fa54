import { scaledToDecimal } from '../../../domain/currency.ts';
import { ok, type Result } from '../../../domain/result.ts';
import { formatMoney } from '../../../domain/money-format.ts';
import { replayKindText } from '../../../domain/text/replay-text.ts';
import { cliText } from '../../../domain/text/cli-text.ts';
import { fillTemplate, type Language } from '../../../domain/text/language.ts';
import type { Register } from '../../register.ts';
import { createReplayClock, replay, type ReplayKind, type ReplaySummary } from '../../use-cases/replay.ts';
import type { Command, CommandOutput } from '../command.ts';
import { personOptions, withTill } from '../with-till.ts';

/** `replay FILE`: rings a file of historical invoice lines. */
export const replayCommand: Command = {
  name: 'replay',
  positionals: ['FILE'],
  options: personOptions,
  summary: {
    en: 'ring a file of historical invoice lines, on its own clock; goes on where it stopped',
    'zh-CN': '按文件自身的时间重放历史发票，可从中断处继续',
  },
  help: {
    en: 'CSV or CSV.gz with the columns invoice, stock_code, description, quantity, invoiced_at, unit_price.',
    'zh-CN': 'CSV 或 CSV.gz，含 invoice、stock_code、description、quantity、invoiced_at、unit_price 各列。',
  },
  run(input) {
    const { language, positionals, progress } = input;
    const clock = createReplayClock(Date.now());
    const ring = async (register: Register): Promise<Result<CommandOutput>> => {
      const replayed = await replay(register, clock, positionals[0]!, language, (done, total) =>
        progress(cliText[language].replaying, done, total),
      );
      if (!replayed.ok) return replayed;
      const { currency } = register.settings.shop;
      return ok({
        text: summaryText(replayed.value, currency, language),
        json: { currency, ...replayed.value },
      });
    };
    return withTill(input, ring, clock);
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
