import { ok } from '../../../domain/result.ts';
import { cliText } from '../../../domain/text/cli-text.ts';
import { fillTemplate } from '../../../domain/text/language.ts';
import { createDemoShop } from '../../demo/demo-shop.ts';
import type { Command } from '../command.ts';

/** `demo`: a stocked shop for trying things out, in a folder that has no till yet. */
export const demoCommand: Command = {
  name: 'demo',
  positionals: [],
  options: {},
  summary: {
    en: 'set a stocked demo shop up, with cashiers, a manager and their PINs',
    'zh-CN': '新建备货齐全的演示商店，含收银员、店长及其 PIN 码',
  },
  help: {
    en: 'Gift articles have the prices that a shop sold them at; the prices of groceries are invented.',
    'zh-CN': '礼品采用真实商店的售价；食品价格均为虚构。',
  },
  async run({ folder, language }) {
    const created = await createDemoShop(folder, language);
    if (!created.ok) return created;
    const { articleCount, people } = created.value;
    const text = cliText[language];
    const lines = people.map((person) => fillTemplate(text.demoPerson, person));
    const ready = fillTemplate(text.demoReady, { folder, articles: articleCount });
    return ok({ text: [ready, ...lines].join('\n'), json: { folder, articleCount, people } });
  },
};
