import { ok } from '../../../domain/result.ts';
import type { VerifyFault } from '../../../db/verify-fault.ts';
import { verifyStore } from '../../../db/verify.ts';
import { openTillReader } from '../../open-till.ts';
import type { Command } from '../command.ts';
import { booksFaultText, cliText } from '../../../domain/text/cli-text.ts';
import { fillTemplate, type Language } from '../../../domain/text/language.ts';

/** `verify`: proves the books, beside a till that goes on selling. */
export const verifyCommand: Command = {
  name: 'verify',
  positionals: [],
  options: {},
  summary: {
    en: 'prove the books: pages, chain, signatures, and every table against the journal',
    'zh-CN': '校验账簿：数据页、日志链、签名，以及各表与日志是否一致',
  },
  run({ folder, language, progress }) {
    const opened = openTillReader(folder);
    if (!opened.ok) return opened;
    const store = opened.value;
    try {
      const report = verifyStore(store, (step, done, total) => {
        progress(step, done, total);
        return true;
      });
      if (report.fault) {
        const detail = faultText(report.fault, language);
        return ok({ text: '', json: { ok: false, ...report }, failure: { code: 'verify-failed', detail } });
      }
      const text = fillTemplate(cliText[language].booksWhole, { ...report, head: report.headHash });
      return ok({ text, json: { ok: true, ...report } });
    } finally {
      store.close();
    }
  },
};

function faultText({ kind, epoch, seq, detail }: VerifyFault, language: Language): string {
  const text = cliText[language];
  const fault = fillTemplate(booksFaultText[language][kind], { detail });
  return fillTemplate(seq === null ? text.booksDamaged : text.entryFault, { seq, epoch, fault });
}
