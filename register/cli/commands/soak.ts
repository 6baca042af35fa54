import { fail, ok } from '../../../domain/result.ts';
import { openTill } from '../../open-till.ts';
import { soak } from '../../use-cases/soak.ts';
import type { Command } from '../command.ts';
import { readWholeNumber } from '../read-options.ts';

const COUNT_MAX = 10_000_000;

/** `soak`: rings varied sales as fast as it can, acknowledging each once it is durable. */
export const soakCommand: Command = {
  name: 'soak',
  positionals: [],
  options: { count: { type: 'string' }, ack: { type: 'string' }, seed: { type: 'string' } },
  summary: {
    en: 'ring many varied sales, refunds and holds, to try a till or a disk',
    'zh-CN': '连续模拟各种销售、退货和挂单，用来考验机器或磁盘',
  },
  help: [
    '--count N    how many to ring',
    '--ack FILE   after each durable commit the receipt number is appended here, with a newline, in one write',
    '--seed S     repeats a run',
  ].join('\n'),
  run({ folder, options, progress }) {
    const count = readWholeNumber(options, 'count', 1, COUNT_MAX);
    if (!count.ok) return count;
    const seed = readWholeNumber(options, 'seed', 0, 2 ** 32 - 1, 1);
    if (!seed.ok) return seed;
    const ackPath = options['ack'];
    if (typeof ackPath !== 'string') return fail({ code: 'usage', detail: 'Say with --ack FILE where to acknowledge.' });
    const opened = openTill(folder);
    if (!opened.ok) return opened;
    const register = opened.value;
    try {
      const done = soak(register, {
        count: count.value,
        ackPath,
        seed: seed.value,
        onProgress: (rung, total) => progress('soak', rung, total),
      });
      if (!done.ok) return done;
      const { sales, refunds, held, voided, shiftsClosed } = done.value;
      const text = `${sales} sales, ${refunds} refunds, ${held} held, ${voided} voided, ${shiftsClosed} shifts closed`;
      return ok({ text, json: done.value });
    } finally {
      register.store.close();
    }
  },
};
