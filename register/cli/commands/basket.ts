import { quantityText } from '../../../domain/quantity.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { cliText } from '../../../domain/text/cli-text.ts';
import { fillTemplate } from '../../../domain/text/language.ts';
import { openTillReader } from '../../open-till.ts';
import { viewTill, type Register, type TillView } from '../../register.ts';
import { takeSnapshot, type CounterSnapshot } from '../../snapshot.ts';
import { holdBasket, listHeld, recallBasket, voidBasket } from '../../use-cases/change-basket.ts';
import { beginCheckout, leaveCheckout, reverseTender, takeTender } from '../../use-cases/checkout.ts';
import type { Command, CommandInput, CommandOutput } from '../command.ts';
import { readText, readWholeNumber } from '../read-options.ts';
import { layoutTable } from '../text-table.ts';
import { personOptions, withTill } from '../with-till.ts';
import { AGE_MAX, describeSale, money, readOffer, ringItem, tenderHelp, tenderOptions } from './sell.ts';

/** `basket add ITEM…`: rings onto the sale on the counter and leaves it there. */
const addCommand: Command = {
  name: 'basket add',
  positionals: ['ITEM', '[ITEM…]'],
  options: { ...personOptions, age: { type: 'string' } },
  summary: { en: 'ring onto the sale on the counter and leave it open', 'zh-CN': '录入当前交易，不结账' },
  run(input) {
    const age = readWholeNumber(input, 'age', 0, AGE_MAX, 0);
    if (!age.ok) return age;
    return withTill(input, (register) => {
      for (const word of input.positionals) {
        const rung = ringItem(register, word, age.value);
        if (!rung.ok) return rung;
      }
      return ok(describeCounter(register, input));
    });
  },
};

/** `basket show`: what is on the counter, also beside the process that sells. */
const showCommand: Command = {
  name: 'basket show',
  positionals: [],
  options: {},
  summary: {
    en: 'the sale on the counter, what was taken for it, and held ones',
    'zh-CN': '查看当前交易、已收款和挂单',
  },
  run(input) {
    const opened = openTillReader(input.folder);
    if (!opened.ok) return opened;
    try {
      return ok(describeCounter(viewTill(opened.value), input));
    } finally {
      opened.value.close();
    }
  },
};

/** `basket pay`: takes one tender for the sale on the counter; the one that settles finishes it. */
const payCommand: Command = {
  name: 'basket pay',
  positionals: [],
  options: tenderOptions,
  summary: {
    en: 'take a tender for the sale on the counter; part of it if less',
    'zh-CN': '为当前交易收款，可分次',
  },
  help: tenderHelp,
  run: (input) =>
    withTill(input, (register) => {
      if (takeSnapshot(register).basket?.state !== 'checkout') {
        const begun = beginCheckout(register);
        if (!begun.ok) return begun;
      }
      const offer = readOffer(register, input);
      if (!offer.ok) return offer;
      const taken = takeTender(register, offer.value);
      if (!taken.ok) return taken;
      if (taken.value.state === 'finished') return ok(describeSale(register, taken.value.sale, input));
      return ok(describeCounter(register, input));
    }),
};

/** `basket hold`, `basket recall`: puts the sale aside and brings one back. */
const holdCommand: Command = {
  name: 'basket hold',
  positionals: ['[LABEL]'],
  options: personOptions,
  summary: { en: 'put the sale on the counter aside', 'zh-CN': '挂起当前交易' },
  run: (input) =>
    withTill(input, (register) => shown(register, input, holdBasket(register, input.positionals[0] ?? null))),
};

const recallCommand: Command = {
  name: 'basket recall',
  positionals: ['NUMBER'],
  options: personOptions,
  summary: {
    en: 'bring a held sale back, by its number in “basket show”',
    'zh-CN': '按“basket show”中的序号取回挂单',
  },
  run: (input) =>
    withTill(input, (register) => {
      const number = /^[1-9]\d{0,2}$/.test(input.positionals[0]!) ? Number(input.positionals[0]) : 0;
      const held = listHeld(register)[number - 1];
      if (!held) return fail({ code: 'basket-unknown' });
      return shown(register, input, recallBasket(register, held.id));
    }),
};

/** `basket void`: gives back what was taken and throws the sale away. */
const voidCommand: Command = {
  name: 'basket void',
  positionals: [],
  options: { ...personOptions, reason: { type: 'string' } },
  summary: { en: 'give back what was taken and throw the sale away', 'zh-CN': '退回已收款并作废当前交易' },
  help: { en: '--reason TEXT   why', 'zh-CN': '--reason 文字   原因' },
  run: (input) =>
    withTill(input, (register) => {
      const reason = readText(input, 'reason');
      if (!reason?.trim()) return fail({ code: 'reason-missing' });
      const { basket, tenders } = takeSnapshot(register);
      if (basket?.state === 'checkout') {
        for (const { id } of tenders) {
          const reversed = reverseTender(register, id, reason);
          if (!reversed.ok) return reversed;
        }
        const left = leaveCheckout(register);
        if (!left.ok) return left;
      }
      return shown(register, input, voidBasket(register, { reason }));
    }),
};

export const basketCommands: readonly Command[] = [
  addCommand,
  showCommand,
  payCommand,
  holdCommand,
  recallCommand,
  voidCommand,
];

function shown(
  register: Register,
  input: CommandInput,
  result: Result<CounterSnapshot>,
): Result<CommandOutput> {
  return result.ok ? ok(describeCounter(register, input)) : result;
}

function describeCounter(till: TillView, { language }: CommandInput): CommandOutput {
  const text = cliText[language];
  const snapshot = takeSnapshot(till);
  const held = till.store.baskets.held();
  const amount = (amountMinor: number) => money(till, amountMinor, language);
  const lines = (snapshot.basket?.lines ?? []).map(({ lineNo, quantityThousandths, name, totalMinor }) => [
    String(lineNo),
    quantityText(quantityThousandths),
    name,
    amount(totalMinor),
  ]);
  const columns = [
    { title: text.lineTitle, align: 'right' },
    { title: text.quantityTitle, align: 'right' },
    { title: text.nameTitle, align: 'left' },
    { title: text.amountTitle, align: 'right' },
  ] as const;
  const counter = snapshot.basket
    ? [
        layoutTable(columns, lines, ['', '', '', amount(snapshot.basket.totalMinor)]),
        ...snapshot.tenders.map((tender) =>
          fillTemplate(text.tenderTaken, { tender: tender.tenderCode, amount: amount(tender.amountMinor) }),
        ),
        fillTemplate(text.stillDue, { amount: amount(snapshot.dueMinor) }),
      ]
    : [text.counterEmpty];
  const aside = held.map(({ label, lineCount }, place) =>
    fillTemplate(text.heldSale, { number: place + 1, label: label ?? '', lines: lineCount }),
  );
  return { text: [...counter, ...aside].join('\n'), json: { ...snapshot, held } };
}
