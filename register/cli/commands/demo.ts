import { ok } from '../../../domain/result.ts';
import { cliText } from '../../../domain/text/cli-text.ts';
import { fillTemplate } from '../../../domain/text/language.ts';
import { createDemoShop } from '../../demo/demo-shop.ts';
import { systemClock } from '../../register.ts';
import type { Command } from '../command.ts';

/** `demo`: a stocked shop for trying things out, in a folder that has no till yet. */
export const demoCommand: Command = {
  name: 'demo',
  positionals: [],
  options: { 'no-season': { type: 'boolean' } },
  summary: {
    en: 'set a stocked demo shop up, with cashiers, a manager and their PINs',
    'zh-CN': '新建备货齐全的演示商店，含收银员、店长及其 PIN 码',
  },
  help: {
    en: 'Gift articles have the prices that a shop sold them at; the prices of groceries are invented, and so are its members.\nThirteen weeks of sales lie behind it, up to yesterday; --no-season leaves them out.',
    'zh-CN':
      '礼品采用真实商店的售价；食品价格和会员均为虚构。\n内含截至昨天的十三周销售记录；--no-season 则不含。',
  },
  async run({ folder, language, options, progress }) {
    const text = cliText[language];
    const created = await createDemoShop(folder, language, systemClock, {
      hasSeason: options['no-season'] !== true,
      onProgress: (done, total) => progress(text.demoRinging, done, total),
    });
    if (!created.ok) return created;
    const { articleCount, people } = created.value;
    const lines = people.map((person) => fillTemplate(text.demoPerson, person));
    const ready = fillTemplate(text.demoReady, { folder, articles: articleCount });
    return ok({ text: [ready, ...lines].join('\n'), json: { folder, articleCount, people } });
  },
};
