import { ok } from '../../../domain/result.ts';
import { verifyStore, type VerifyFault } from '../../../db/verify.ts';
import { openTillReader } from '../../open-till.ts';
import type { Command } from '../command.ts';
import type { Language } from '../../../domain/text/language.ts';

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
      const { entries, rows, zReports, headHash } = report;
      const text =
        language === 'en'
          ? `The books are whole: ${entries} entries, ${zReports} signed Z reports, ${rows} rows equal to the journal.\nHead ${headHash}`
          : `账簿完好：${entries} 条日志，${zReports} 份已签名 Z 报表，${rows} 行与日志一致。\n链首 ${headHash}`;
      return ok({ text, json: { ok: true, ...report } });
    } finally {
      store.close();
    }
  },
};

function faultText({ epoch, seq, detail }: VerifyFault, language: Language): string {
  if (seq === null) {
    return language === 'en'
      ? `The books are damaged: ${detail}. Restore the latest backup with “guitai restore FILE”.`
      : `账簿已损坏：${detail}。请用“guitai restore FILE”恢复最近的备份。`;
  }
  return language === 'en'
    ? `Entry seq ${seq} of epoch ${epoch} does not hold: ${detail}. Restore the latest backup with “guitai restore FILE”, and find out who changed it.`
    : `第 ${epoch} 纪元第 ${seq} 条（seq ${seq}）不成立：${detail}。请用“guitai restore FILE”恢复最近的备份，并查明是谁改动的。`;
}
