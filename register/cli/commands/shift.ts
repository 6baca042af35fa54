import { type CashMoveKind } from '../../../domain/cash-drawer.ts';
import { currencyDigits, decimalToScaled } from '../../../domain/currency.ts';
import { formatMoney } from '../../../domain/money-format.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { cliText } from '../../../domain/text/cli-text.ts';
import { fillTemplate, type Language } from '../../../domain/text/language.ts';
import type { Register } from '../../register.ts';
import { closeShift } from '../../use-cases/close-shift.ts';
import { moveCash, openShift } from '../../use-cases/shifts.ts';
import type { Command, CommandInput, CommandOutput } from '../command.ts';
import { readText } from '../read-options.ts';
import { personOptions, withTill } from '../with-till.ts';

/** `shift open FLOAT`. */
export const shiftOpenCommand: Command = {
  name: 'shift open',
  positionals: ['FLOAT'],
  options: { 'confirm-clock': { type: 'boolean' }, ...personOptions },
  summary: { en: 'open a shift with its float', 'zh-CN': '开班，输入备用金' },
  help: {
    en: '--confirm-clock   the clock is right although it is days before the last entry\n--staff, --pin    who does it, once the till has staff',
    'zh-CN':
      '--confirm-clock   时钟虽早于最后一笔记录数日，但确实正确\n--staff, --pin    由谁操作（已有员工时）',
  },
  run: (input) =>
    withTill(input, (register) => {
      const float = amountOf(register, input.positionals[0]!);
      if (!float.ok) return float;
      const opened = openShift(register, float.value, {
        confirmClock: input.options['confirm-clock'] === true,
      });
      if (!opened.ok) return opened;
      const { number, businessDate } = opened.value;
      const text = fillTemplate(cliText[input.language].shiftOpened, { number, businessDate });
      return ok({ text, json: opened.value });
    }),
};

/** `shift close COUNTED`. */
export const shiftCloseCommand: Command = {
  name: 'shift close',
  positionals: ['COUNTED'],
  options: { reason: { type: 'string' }, ...personOptions },
  summary: {
    en: 'close the shift with what was counted, and its Z',
    'zh-CN': '输入清点现金并结班，生成 Z 报表',
  },
  help: {
    en: '--reason TEXT   why the count differs\n--staff, --pin  who does it, once the till has staff',
    'zh-CN': '--reason 文字   清点不符的原因\n--staff, --pin  由谁操作（已有员工时）',
  },
  run: (input) =>
    withTill(input, (register) => {
      const counted = amountOf(register, input.positionals[0]!);
      if (!counted.ok) return counted;
      const closed = closeShift(register, { countedMinor: counted.value, reason: readText(input, 'reason') });
      if (!closed.ok) return closed;
      const { number, zNumber, overShortMinor } = closed.value;
      const difference = money(register, overShortMinor, input.language);
      const text = fillTemplate(cliText[input.language].shiftClosed, { number, zNumber, difference });
      return ok({ text, json: closed.value });
    }),
};

function moveCommand(name: string, kind: CashMoveKind, summary: Command['summary']): Command {
  return {
    name,
    positionals: ['AMOUNT'],
    options: { reason: { type: 'string' }, ...personOptions },
    summary,
    help: {
      en: '--reason TEXT   what for\n--staff, --pin  who does it, once the till has staff',
      'zh-CN': '--reason 文字   用途\n--staff, --pin  由谁操作（已有员工时）',
    },
    run: (input) => withTill(input, (register) => move(register, kind, input)),
  };
}

export const cashCommands: readonly Command[] = [
  moveCommand('shift pay-in', 'pay-in', { en: 'put cash into the drawer', 'zh-CN': '收入现金' }),
  moveCommand('shift pay-out', 'pay-out', { en: 'take cash out of the drawer', 'zh-CN': '支出现金' }),
  moveCommand('shift safe-drop', 'safe-drop', { en: 'take cash to the safe', 'zh-CN': '存入保险柜' }),
];

function move(register: Register, kind: CashMoveKind, input: CommandInput): Result<CommandOutput> {
  const amount = amountOf(register, input.positionals[0]!);
  if (!amount.ok) return amount;
  const moved = moveCash(register, kind, amount.value, { reason: readText(input, 'reason') });
  if (!moved.ok) return moved;
  const { expectedCashMinor } = moved.value;
  const amountText = money(register, expectedCashMinor, input.language);
  const text = fillTemplate(cliText[input.language].drawerHolds, { amount: amountText });
  return ok({ text, json: { kind, amountMinor: amount.value, expectedCashMinor } });
}

function amountOf(register: Register, text: string): Result<number> {
  const minor = decimalToScaled(text, currencyDigits(register.settings.shop.currency));
  return minor === null ? fail({ code: 'amount-invalid', amount: text }) : ok(minor);
}

function money(register: Register, amountMinor: number, language: Language): string {
  return formatMoney(amountMinor, register.settings.shop.currency, language);
}
