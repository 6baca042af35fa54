import { fail, ok, type Result } from '../../../domain/result.ts';
import { layoutText } from '../../../domain/receipt/text-layout.ts';
import { reportText } from '../../../domain/text/report-text.ts';
import { zDocument } from '../../receipt/till-documents.ts';
import type { Command, CommandInput } from '../command.ts';
import { readTill } from '../read-till.ts';

/** `report z`: the Z of a closed shift, as a copy: its one original came with the closing. */
export const reportZCommand: Command = {
  name: 'report z',
  positionals: ['[NUMBER]'],
  options: {},
  summary: {
    en: 'the Z of a closed shift (default: the last)',
    'zh-CN': '已结班次的 Z 报表（默认最近一份）',
  },
  async run(input) {
    const asked = readZNumber(input);
    if (!asked.ok) return asked;
    return readTill(input.folder, (till) => {
      const zNumber = asked.value ?? till.store.shifts.lastZNumber();
      if (zNumber === 0) return fail({ code: 'z-none' });
      const stored = till.store.shifts.z(zNumber);
      if (!stored) return fail({ code: 'z-unknown', zNumber });
      const document = zDocument(till, stored, 1, input.language);
      return ok({ text: layoutText(document, till.settings.receipt.columns).join('\n'), json: stored });
    });
  },
};

function readZNumber({ positionals, language }: CommandInput): Result<number | null> {
  const [given] = positionals;
  if (given === undefined) return ok(null);
  if (/^0*[1-9]\d{0,8}$/.test(given)) return ok(Number(given));
  return fail({ code: 'usage', detail: reportText[language].zNumberInvalid });
}
