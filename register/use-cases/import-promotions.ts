import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { PromotionCounts } from '../../db/promotion-store.ts';
import { readPromotions, RULE_FILE_MAX_LENGTH } from '../../domain/promotions/promotion-file.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { describeImportError } from '../../domain/text/import-text.ts';
import type { Language } from '../../domain/text/language.ts';
import { describePromotionFault } from '../../domain/text/promotion-text.ts';
import { entryContext, type Register } from '../register.ts';
import { authorize, type Approval } from './authorize.ts';
import { centralDecides } from './central-decides.ts';
import { isSaleBeingPaid } from './loyalty-clock.ts';

/**
 * Puts the rules of a file in place of all that the shop has; one that was switched off stays off. A file with a fault
 * changes nothing, and its refusal has a line for each fault; importing the same file again changes nothing either. Refused
 * while a sale is being paid, so that what is paid stays what was shown.
 */
export function importPromotions(
  register: Register,
  path: string,
  language: Language,
  approval: Approval = {},
): Result<PromotionCounts> {
  const mayDecide = centralDecides(register);
  if (!mayDecide.ok) return mayDecide;
  const authorized = authorize(register, 'promotions-manage', {}, approval);
  if (!authorized.ok) return authorized;
  const { store, settings } = register;
  if (isSaleBeingPaid(register)) return fail({ code: 'basket-in-checkout' });
  const file = readRuleFile(path, language);
  if (!file.ok) return file;
  const departments = new Set(settings.departments.map(({ code }) => code));
  const read = readPromotions(file.value.text, {
    hasArticle: (code) => store.catalogue.byCode(code) !== null,
    hasDepartment: (code) => departments.has(code),
  });
  if (!read.ok) {
    const faults = read.error.map((fault) => describePromotionFault(fault, language));
    return fail({ code: 'promotions-invalid', detail: faults.join('\n') });
  }
  return ok(
    store.commit((writer) => {
      const { digest, ...counts } = writer.promotions.replaceAll(read.value);
      const { added, changed, unchanged, removed } = counts;
      if (added + changed + removed > 0) {
        const payload = {
          fileName: basename(path),
          fileSha256: file.value.sha256,
          addedCount: added,
          changedCount: changed,
          unchangedCount: unchanged,
          removedCount: removed,
          digest,
        };
        writer.record({ type: 'promotions.imported', payload }, entryContext(register));
      }
      return counts;
    }),
  );
}

/** Four bytes a character at most. */
const FILE_MAX_BYTES = 4 * RULE_FILE_MAX_LENGTH;

function readRuleFile(
  path: string,
  language: Language,
): Result<{ readonly text: string; readonly sha256: string }> {
  let bytes: Buffer;
  try {
    if (statSync(path).size > FILE_MAX_BYTES)
      return fail({ code: 'file-unreadable', file: path, detail: 'EFBIG' });
    bytes = readFileSync(path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return fail({ code: 'file-unreadable', file: path, detail: String(error.code) });
  }
  const text = decodeText(bytes);
  if (text === null) {
    const detail = describeImportError({ code: 'file-not-text', line: 1 }, language);
    return fail({ code: 'import-file-invalid', detail });
  }
  return ok({ text, sha256: createHash('sha256').update(bytes).digest('hex') });
}

/** Without a byte order mark; null for what is no UTF-8. */
function decodeText(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
