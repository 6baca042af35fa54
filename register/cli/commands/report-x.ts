import { fail, ok } from '../../../domain/result.ts';
import { layoutText } from '../../../domain/receipt/text-layout.ts';
import { xDocument } from '../../receipt/till-documents.ts';
import { SYSTEM_ACTOR, systemClock } from '../../register.ts';
import type { Command } from '../command.ts';
import { readTill } from '../read-till.ts';

/** `report x`: the open shift so far. It closes nothing. */
export const reportXCommand: Command = {
  name: 'report x',
  positionals: [],
  options: {},
  summary: { en: 'the open shift so far; closes nothing', 'zh-CN': '当前班次的读数，不结班' },
  async run({ folder, language }) {
    return readTill(folder, (till) => {
      const shift = till.store.shifts.open();
      if (!shift) return fail({ code: 'shift-not-open' });
      const figures = till.store.shifts.figures(shift);
      const atUtcMs = systemClock.nowUtcMs();
      const document = xDocument(till, shift, figures, { atUtcMs, actor: SYSTEM_ACTOR }, language);
      const text = layoutText(document, till.settings.receipt.columns).join('\n');
      return ok({ text, json: { shift, atUtcMs, figures } });
    });
  },
};
