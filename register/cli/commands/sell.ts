import { formatMoney } from '../../../domain/money-format.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { cliText } from '../../../domain/text/cli-text.ts';
import { fillTemplate, type Language } from '../../../domain/text/language.ts';
import type { Register, TillView } from '../../register.ts';
import { addReturn } from '../../use-cases/add-returns.ts';
import {
  beginCheckout,
  leaveCheckout,
  reverseTender,
  settle,
  takeTender,
  type TenderOffer,
} from '../../use-cases/checkout.ts';
import { holdBasket, voidBasket } from '../../use-cases/change-basket.ts';
import type { FinishedSale } from '../../use-cases/finish-sale.ts';
import { scan } from '../../use-cases/scan.ts';
import { takeSnapshot } from '../../snapshot.ts';
import type { Command, CommandInput, CommandOutput } from '../command.ts';
import { parseItem } from '../parse-item.ts';
import { readAmount, readText, readWholeNumber } from '../read-options.ts';
import { personOptions, withTill } from '../with-till.ts';

export const AGE_MAX = 150;

export const tenderOptions = {
  tender: { type: 'string' },
  amount: { type: 'string' },
  reference: { type: 'string' },
  ...personOptions,
} as const;

export const tenderHelp = {
  en: [
    '--tender CODE      how it is paid: cash, card, payment-code, other (default: cash)',
    '--amount AMOUNT    what is handed over (default: exactly what is due)',
    '--reference TEXT   what the terminal printed',
    '--staff, --pin     who sells, once the till has staff',
  ].join('\n'),
  'zh-CN': [
    '--tender 代码      支付方式：cash、card、payment-code、other（默认 cash）',
    '--amount 金额      顾客支付的金额（默认正好）',
    '--reference 文字   终端打印的参考号',
    '--staff, --pin     由谁销售（已有员工时）',
  ].join('\n'),
};

/** `sell ITEM…`: rings one sale and settles it. */
export const sellCommand: Command = {
  name: 'sell',
  positionals: ['ITEM', '[ITEM…]'],
  options: { ...tenderOptions, age: { type: 'string' } },
  summary: {
    en: 'ring one sale: CODE, 3*CODE, 0.735*CODE, CODE@PRICE',
    'zh-CN': '销售：条码、3*条码、0.735*条码、条码@价格',
  },
  help: {
    en: `${tenderHelp.en}\n--age YEARS        the customer's age as it was checked`,
    'zh-CN': `${tenderHelp['zh-CN']}\n--age 岁数         核实过的顾客年龄`,
  },
  run(input) {
    const age = readWholeNumber(input, 'age', 0, AGE_MAX, 0);
    if (!age.ok) return age;
    return withTill(input, (register) =>
      ring(register, input, (word) => ringItem(register, word, age.value)),
    );
  },
};

/** `refund RECEIPT LINE…`: gives back units of a receipt's lines. */
export const refundCommand: Command = {
  name: 'refund',
  positionals: ['RECEIPT', 'LINE', '[LINE…]'],
  options: tenderOptions,
  summary: {
    en: 'refund lines of a receipt: 1, or 2*1 for two units of line 1',
    'zh-CN': '凭小票退货：行号 1，或 2*1 表示第 1 行退两件',
  },
  help: tenderHelp,
  run: (input) =>
    withTill(input, (register) => {
      const [receipt, ...lines] = input.positionals as [string, ...string[]];
      const words = { ...input, positionals: lines };
      return ring(register, words, (word) => returnItem(register, receipt, word));
    }),
};

/** Adds everything, checks out, and settles; whatever is refused on the way leaves no sale on the counter. */
function ring(
  register: Register,
  input: CommandInput,
  add: (word: string) => Result<unknown>,
): Result<CommandOutput> {
  if (takeSnapshot(register).basket) return fail({ code: 'basket-not-empty' });
  for (const word of input.positionals) {
    const added = add(word);
    if (!added.ok) return abandon(register, added);
  }
  const offer = readOffer(register, input);
  if (!offer.ok) return abandon(register, offer);
  const shortMinor = stillDueAfter(register, offer.value);
  if (shortMinor !== 0) {
    const due = money(register, shortMinor, input.language);
    return abandon(register, fail({ code: 'still-due', due } as const));
  }
  const begun = beginCheckout(register);
  if (!begun.ok) return abandon(register, begun);
  const finished = pay(register, offer.value);
  return finished.ok ? ok(describeSale(register, finished.value, input)) : abandon(register, finished);
}

/** What would be due after a tender that does not reach; 0 where it does. A sale from one command is paid at once or not at all. */
function stillDueAfter(register: Register, { tenderCode, amountMinor }: TenderOffer): number {
  const { dueMinor, dueInCashMinor } = takeSnapshot(register);
  const isCash = register.settings.tenders.find(({ code }) => code === tenderCode)?.kind === 'cash';
  const payableMinor = Math.abs(isCash ? dueInCashMinor : dueMinor);
  return Math.abs(amountMinor) < payableMinor ? payableMinor : 0;
}

function abandon<E extends { readonly ok: false }>(register: Register, refused: E): E {
  const reason = 'refused on the command line';
  const { basket, tenders } = takeSnapshot(register);
  if (basket?.state === 'checkout') {
    for (const { id } of tenders) reverseTender(register, id, reason);
    leaveCheckout(register);
  }
  // Who may not void holds: the next sale finds the counter empty either way.
  if (basket && !voidBasket(register, { reason }).ok) holdBasket(register, reason);
  return refused;
}

export function ringItem(register: Register, word: string, confirmedAge: number): Result<unknown> {
  const item = parseItem(word);
  if (!item.ok) return item;
  const { code, quantityThousandths, unitPriceE4 } = item.value;
  const scanned = scan(register, code, { quantityThousandths, unitPriceE4, confirmedAge });
  if (!scanned.ok || scanned.value.kind === 'added') return scanned;
  return fail({ code: 'code-not-for-sale', scanned: code });
}

function returnItem(register: Register, receipt: string, word: string): Result<unknown> {
  const item = parseItem(word);
  if (!item.ok) return item;
  const lineNo = /^\d{1,4}$/.test(item.value.code) ? Number(item.value.code) : 0;
  return addReturn(register, receipt, lineNo, item.value.quantityThousandths ?? 1_000);
}

/** What `--tender`, `--amount` and `--reference` offer; without an amount, exactly what is due. */
export function readOffer(register: Register, input: CommandInput): Result<TenderOffer> {
  const { dueMinor, dueInCashMinor } = takeSnapshot(register);
  const tenderCode = readText(input, 'tender') ?? 'cash';
  const type = register.settings.tenders.find(({ code }) => code === tenderCode);
  if (!type) return fail({ code: 'tender-unknown', tender: tenderCode });
  const reference = readText(input, 'reference');
  const payableMinor = type.kind === 'cash' ? dueInCashMinor : dueMinor;
  if (input.options['amount'] === undefined) return ok({ tenderCode, amountMinor: payableMinor, reference });
  const amount = readAmount(input, 'amount', register.settings.shop.currency);
  if (!amount.ok) return amount;
  // A refund's amount is written as what the customer is given, without a sign.
  const amountMinor = dueMinor < 0 ? -amount.value : amount.value;
  return ok({ tenderCode, amountMinor, reference });
}

function pay(register: Register, offer: TenderOffer): Result<FinishedSale> {
  if (takeSnapshot(register).dueMinor === 0) return settle(register);
  const taken = takeTender(register, offer);
  if (!taken.ok) return taken;
  if (taken.value.state === 'finished') return ok(taken.value.sale);
  const { currency, language } = register.settings.shop;
  return fail({ code: 'still-due', due: formatMoney(taken.value.snapshot.dueMinor, currency, language) });
}

export function describeSale(
  register: Register,
  sale: FinishedSale,
  { language }: CommandInput,
): CommandOutput {
  const text = cliText[language];
  const paidMinor = sale.totalMinor + sale.roundingMinor;
  const values = {
    receipt: sale.receiptNumber,
    amount: money(register, Math.abs(paidMinor), language),
    change: money(register, sale.changeMinor, language),
  };
  const template = paidMinor < 0 ? text.paidBack : sale.changeMinor > 0 ? text.paidWithChange : text.paid;
  return { text: fillTemplate(template, values), json: sale };
}

export function money(register: TillView, amountMinor: number, language: Language): string {
  return formatMoney(amountMinor, register.settings.shop.currency, language);
}
