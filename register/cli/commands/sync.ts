import { fail, ok, type Result } from '../../../domain/result.ts';
import { formatMoney } from '../../../domain/money-format.ts';
import { chainCommandText } from '../../../domain/text/chain-command-text.ts';
import { fillTemplate, type Language } from '../../../domain/text/language.ts';
import type { SyncStatus } from '../../contract/sync.ts';
import { keepInStep } from '../../service/chain-sync.ts';
import { connectToService } from '../../service/client.ts';
import { findService, type ServiceAddress } from '../../service/service-file.ts';
import { openServiceLog } from '../../service/service-log.ts';
import { readSyncStatus } from '../../service/sync-status.ts';
import { keepTill } from '../../service/till-keeper.ts';
import type { Command } from '../command.ts';
import { formatMoment } from '../format-moment.ts';
import { readTill } from '../read-till.ts';

const CHECKPOINT_AFTER_MS = 60_000;

/** `sync`: how the till stands to its chain, or sends and fetches at once. */
export const syncCommand: Command = {
  name: 'sync',
  positionals: ['[now]'],
  options: {},
  summary: {
    en: 'how the till stands to its chain; “sync now” sends and fetches at once',
    'zh-CN': '本机与总部的同步情况；“sync now” 立即上传和下载',
  },
  async run({ folder, language, positionals }) {
    const [action] = positionals;
    if (action !== undefined && action !== 'now') {
      const detail = fillTemplate(chainCommandText[language].actionUnknown, { action });
      return fail({ code: 'usage', detail });
    }
    const service = findService(folder);
    const standing = service
      ? await askService(service, action === 'now')
      : action === 'now'
        ? await syncHere(folder)
        : await readTill(folder, ({ store }) => ok(readSyncStatus(store, null)));
    if (!standing.ok) return standing;
    const currency = await readTill(folder, ({ settings }) => ok(settings.shop.currency));
    if (!currency.ok) return currency;
    return ok({ text: describe(standing.value, currency.value, language), json: standing.value });
  },
};

async function askService(service: ServiceAddress, isNow: boolean): Promise<Result<SyncStatus>> {
  const { client, close } = await connectToService(service, 'command');
  try {
    return isNow ? await client.sync.now() : await client.sync.status();
  } finally {
    close();
  }
}

/** With nobody else at the books this process does what the service would. */
async function syncHere(folder: string): Promise<Result<SyncStatus>> {
  const log = openServiceLog(folder);
  const kept = keepTill(folder, log, { checkpointAfterMs: CHECKPOINT_AFTER_MS });
  if (!kept.ok) return kept;
  const keeper = kept.value;
  const closing = new AbortController();
  const sync = keepInStep({ keeper, folder, log, closing: closing.signal });
  try {
    await sync.syncNow();
    return ok(sync.status());
  } finally {
    closing.abort();
    await sync.stop();
    keeper.close();
  }
}

function describe(
  { chain, waiting, contactedAtUtcMs, fault, openExceptions }: SyncStatus,
  currency: string,
  language: Language,
): string {
  const words = chainCommandText[language];
  if (!chain) return words.alone;
  const { name, url, shopCode: shop, tillCode: till } = chain;
  const { entries, sales, totalMinor } = waiting;
  const total = formatMoney(totalMinor, currency, language);
  return [
    fillTemplate(words.standing, { chain: name, url, shop, till }),
    entries === 0 ? words.nothingWaiting : fillTemplate(words.waiting, { entries, sales, total }),
    contactedAtUtcMs === null
      ? words.neverContacted
      : fillTemplate(words.contacted, { at: formatMoment(contactedAtUtcMs, language) }),
    ...(fault === null ? [] : [fillTemplate(words.faulty, { fault })]),
    ...(fault === 'unauthorized' ? [words.keyUnknown] : []),
    ...(fault === 'sealed' ? [words.keyMissing] : []),
    ...(fault === 'certificate' ? [words.caMissing] : []),
    ...(openExceptions === 0 ? [] : [fillTemplate(words.exceptions, { count: openExceptions })]),
  ].join('\n');
}
