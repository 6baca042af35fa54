import { fail, ok } from '../../../domain/result.ts';
import { cliText } from '../../../domain/text/cli-text.ts';
import { fillTemplate } from '../../../domain/text/language.ts';
import { soak } from '../../use-cases/soak.ts';
import type { Command } from '../command.ts';
import { readText, readWholeNumber } from '../read-options.ts';
import { personOptions, withTill } from '../with-till.ts';

const COUNT_MAX = 10_000_000;

/** `soak`: rings varied sales as fast as it can, acknowledging each once it is durable. */
export const soakCommand: Command = {
  name: 'soak',
  positionals: [],
  options: { count: { type: 'string' }, ack: { type: 'string' }, seed: { type: 'string' }, ...personOptions },
  summary: {
    en: 'ring many varied sales, refunds and holds, to try a till or a disk',
    'zh-CN': '连续模拟各种销售、退货和挂单，用来考验机器或磁盘',
  },
  help: {
    en: [
      '--count N    how many to ring',
      '--ack FILE   after each durable commit the receipt number is appended here, with a newline, in one write',
      '--seed S     repeats a run',
    ].join('\n'),
    'zh-CN': [
      '--count 数量   模拟多少笔',
      '--ack 文件     每笔落盘后，把小票号加换行一次写入此文件',
      '--seed 种子    可重复同一次模拟',
    ].join('\n'),
  },
  run(input) {
    const { language, progress } = input;
    const count = readWholeNumber(input, 'count', 1, COUNT_MAX);
    if (!count.ok) return count;
    const seed = readWholeNumber(input, 'seed', 0, 2 ** 32 - 1, 1);
    if (!seed.ok) return seed;
    const ackPath = readText(input, 'ack');
    if (!ackPath) return fail({ code: 'usage', detail: cliText[language].ackMissing });
    return withTill(input, (register) => {
      const done = soak(register, {
        count: count.value,
        ackPath,
        seed: seed.value,
        onProgress: (rung, total) => progress(cliText[language].soaking, rung, total),
      });
      if (!done.ok) return done;
      return ok({ text: fillTemplate(cliText[language].soaked, { ...done.value }), json: done.value });
    });
  },
};
