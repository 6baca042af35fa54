import { formatMoney } from '../../../domain/money-format.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Register } from '../../register.ts';
import { addReturn } from '../../use-cases/add-returns.ts';
import { beginCheckout, settle, takeTender, type TenderOffer } from '../../use-cases/checkout.ts';
import { voidBasket } from '../../use-cases/change-basket.ts';
import type { FinishedSale } from '../../use-cases/finish-sale.ts';
import { scan } from '../../use-cases/scan.ts';
import { takeSnapshot } from '../../snapshot.ts';
import type { Command, CommandInput, CommandOutput } from '../command.ts';
import { parseItem } from '../parse-item.ts';
import { readAmount } from '../read-options.ts';
import { personOptions, withTill } from '../with-till.ts';

const tenderOptions = {
  tender: { type: 'string' },
  amount: { type: 'string' },
  reference: { type: 'string' },
  age: { type: 'string' },
  ...personOptions,
} as const;

const tenderHelp = [
  '--tender CODE      how it is paid: cash, card, payment-code, other (default: cash)',
  '--amount AMOUNT    what is handed over (default: exactly what is due)',
  '--reference TEXT   what the terminal printed',
  '--staff, --pin     who sells, once the till has staff',
].join('\n');

/** `sell ITEM…`: rings one sale and settles it. */
export const sellCommand: Command = {
  name: 'sell',
  positionals: ['ITEM', '[ITEM…]'],
  options: tenderOptions,
  summary: { en: 'ring one sale: CODE, 3*CODE, 0.735*CODE, CODE@PRICE', 'zh-CN': '销售：条码、3*条码、0.735*条码、条码@价格' },
  help: `${tenderHelp}\n--age YEARS        the customer's age as it was checked`,
  run: (input) => withTill(input, (register) => ring(register, input, (word) => ringItem(register, input, word))),
};

/** `refund RECEIPT LINE…`: gives back units of a receipt's lines. */
export const refundCommand: Command = {
  name: 'refund',
  positionals: ['RECEIPT', 'LINE', '[LINE…]'],
  options: tenderOptions,
  summary: { en: 'refund lines of a receipt: 1, or 2*1 for two units of line 1', 'zh-CN': '凭小票退货：行号 1，或 2*1 表示第 1 行退两件' },
  help: tenderHelp,
  run: (input) =>
    withTill(input, (register) => {
      const [receipt, ...lines] = input.positionals as [string, ...string[]];
      const words = { ...input, positionals: lines };
      return ring(register, words, (word) => returnItem(register, receipt, word));
    }),
};

/** Adds everything, checks out, and settles; whatever is refused on the way leaves no sale on the counter. */
function ring(register: Register, input: CommandInput, add: (word: string) => Result<unknown>): Result<CommandOutput> {
  if (takeSnapshot(register).basket) return fail({ code: 'basket-not-empty' });
  for (const word of input.positionals) {
    const added = add(word);
    if (!added.ok) return abandon(register, added);
  }
  const offer = readOffer(register, input);
  if (!offer.ok) return abandon(register, offer);
  const begun = beginCheckout(register);
  if (!begun.ok) return abandon(register, begun);
  const finished = pay(register, offer.value);
  return finished.ok ? ok(describe(register, finished.value, input)) : finished;
}

function abandon<E extends { readonly ok: false }>(register: Register, refused: E): E {
  if (takeSnapshot(register).basket) voidBasket(register, { reason: 'refused on the command line' });
  return refused;
}

function ringItem(register: Register, input: CommandInput, word: string): Result<unknown> {
  const item = parseItem(word);
  if (!item.ok) return item;
  const { code, quantityThousandths, unitPriceE4 } = item.value;
  const age = input.options['age'];
  const confirmedAge = typeof age === 'string' && /^\d{1,3}$/.test(age) ? Number(age) : undefined;
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

function readOffer(register: Register, { options }: CommandInput): Result<TenderOffer> {
  const { dueMinor, dueInCashMinor } = takeSnapshot(register);
  const tenderCode = typeof options['tender'] === 'string' ? options['tender'] : 'cash';
  const type = register.settings.tenders.find(({ code }) => code === tenderCode);
  if (!type) return fail({ code: 'tender-unknown', tender: tenderCode });
  const reference = typeof options['reference'] === 'string' ? options['reference'] : undefined;
  if (options['amount'] === undefined) {
    return ok({ tenderCode, amountMinor: type.kind === 'cash' ? dueInCashMinor : dueMinor, reference });
  }
  const amount = readAmount(options, 'amount', register.settings.shop.currency);
  if (!amount.ok) return amount;
  const due = type.kind === 'cash' ? dueInCashMinor : dueMinor;
  if (Math.abs(amount.value) < Math.abs(due)) return fail({ code: 'still-due', due: money(register, due) });
  return ok({ tenderCode, amountMinor: amount.value, reference });
}

function pay(register: Register, offer: TenderOffer): Result<FinishedSale> {
  if (takeSnapshot(register).dueMinor === 0) return settle(register);
  const taken = takeTender(register, offer);
  if (!taken.ok) return taken;
  if (taken.value.state === 'finished') return ok(taken.value.sale);
  return fail({ code: 'still-due', due: money(register, taken.value.snapshot.dueMinor) });
}

function describe(register: Register, sale: FinishedSale, { language }: CommandInput): CommandOutput {
  const change = money(register, sale.changeMinor);
  const paidMinor = sale.totalMinor + sale.roundingMinor;
  const paid = money(register, paidMinor);
  const text =
    language === 'en'
      ? `Receipt ${sale.receiptNumber}: ${paidMinor < 0 ? 'paid back' : 'paid'} ${paid}${sale.changeMinor ? `, change ${change}` : ''}.`
      : `小票 ${sale.receiptNumber}：${paidMinor < 0 ? '退款' : '收款'} ${paid}${sale.changeMinor ? `，找零 ${change}` : ''}。`;
  return { text, json: sale };
}

function money(register: Register, amountMinor: number): string {
  const { currency, language } = register.settings.shop;
  return formatMoney(amountMinor, currency, language);
}
