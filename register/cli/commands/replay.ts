import { scaledToDecimal } from '../../../domain/currency.ts';
import { ok } from '../../../domain/result.ts';
import { formatMoney } from '../../../domain/money-format.ts';
import { replayKindText } from '../../../domain/text/replay-text.ts';
import type { Language } from '../../../domain/text/language.ts';
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
  help: 'CSV or CSV.gz with the columns invoice, stock_code, description, quantity, invoiced_at, unit_price.',
  async run({ folder, language, positionals, progress }) {
    const [path] = positionals as [string];
    const clock = createReplayClock(Date.now());
    const opened = openTill(folder, {}, clock);
    if (!opened.ok) return opened;
    const register = opened.value;
    try {
      const replayed = await replay(register, clock, path, language, (done, total) => progress('replay', done, total));
      if (!replayed.ok) return replayed;
      const { currency } = register.settings.shop;
      return ok({ text: summaryText(replayed.value, currency, language), json: { currency, ...replayed.value } });
    } finally {
      register.store.close();
    }
  },
};

function summaryText(summary: ReplaySummary, currency: string, language: Language): string {
  const text = replayKindText[language];
  const booked = Object.entries(summary.booked).map(([kind, { invoices, lines, amountMinor, belowMinorE7 }]) => {
    const amount = formatMoney(amountMinor, currency, language);
    const below = belowMinorE7 === 0 ? '' : ` + ${scaledToDecimal(belowMinorE7, 7, 3)}`;
    const counts = language === 'en' ? `${invoices} invoices, ${lines} lines` : `${invoices} 张发票，${lines} 行`;
    return `  ${text[kind as ReplayKind]}: ${counts}, ${amount}${below}`;
  });
  const { invoices, alreadyBooked, days } = summary;
  const head =
    language === 'en'
      ? `${invoices} invoices (${alreadyBooked} of them booked before), ${days} days closed. Each line was booked as:`
      : `共 ${invoices} 张发票（其中 ${alreadyBooked} 张此前已入账），结班 ${days} 天。各类明细如下：`;
  return [head, ...booked].join('\n');
}
