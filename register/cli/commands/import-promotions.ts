import { resolve } from 'node:path';
import type { PromotionCounts } from '../../../db/promotion-store.ts';
import { ok, type Result } from '../../../domain/result.ts';
import { cliText } from '../../../domain/text/cli-text.ts';
import { fillTemplate } from '../../../domain/text/language.ts';
import { openTill } from '../../open-till.ts';
import { findService, type ServiceAddress } from '../../service/service-file.ts';
import { importPromotions } from '../../use-cases/import-promotions.ts';
import type { Command, CommandInput } from '../command.ts';

/** `import promotions FILE`: every rule of the shop, from one JSON file. */
export const importPromotionsCommand: Command = {
  name: 'import promotions',
  positionals: ['FILE'],
  options: {},
  summary: {
    en: 'import the shop’s promotions and coupons from JSON, all of them or none',
    'zh-CN': '从 JSON 导入本店的促销与优惠券，要么全部导入，要么都不导入',
  },
  help: {
    en: [
      'The file is { "promotions": [ … ] }; docs/promotions.schema.json gives its form and docs/pricing.md what each rule does.',
      'The rules of the file take the place of all that the shop has; one that was switched off stays off. With any fault',
      'nothing changes, and each fault is told on a line of its own. Importing a file again changes nothing.',
    ].join('\n'),
    'zh-CN': [
      '文件形如 { "promotions": [ … ] }；格式见 docs/promotions.schema.json，各规则的作用见 docs/pricing.md。',
      '文件中的规则取代本店现有的全部规则，已停用的保持停用。只要有错就什么都不改，每个错误单列一行。',
      '重复导入同一文件不会改变任何内容。',
    ].join('\n'),
  },
  async run(input) {
    const path = resolve(input.positionals[0]!);
    const service = findService(input.folder);
    const imported = service ? await importBesideSelling(service, path, input) : importHere(path, input);
    if (!imported.ok) return imported;
    const counts = imported.value;
    return ok({
      text: fillTemplate(cliText[input.language].promotionsImported, { ...counts }),
      json: counts,
    });
  },
};

/** Where nobody sells: this process is the writer. */
function importHere(path: string, { folder, language }: CommandInput): Result<PromotionCounts> {
  const opened = openTill(folder);
  if (!opened.ok) return opened;
  try {
    return importPromotions(opened.value, path, language);
  } finally {
    opened.value.store.close();
  }
}

/** Where the till is open for business its service imports. */
async function importBesideSelling(
  service: ServiceAddress,
  path: string,
  { language }: CommandInput,
): Promise<Result<PromotionCounts>> {
  // Loaded only here, because every other command would start later for it.
  const { connectToService } = await import('../../service/client.ts');
  const { client, close } = await connectToService(service, 'command');
  try {
    return await client.promotion.importFile({ path, language });
  } finally {
    close();
  }
}
