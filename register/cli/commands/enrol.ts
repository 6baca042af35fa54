import { resolve } from 'node:path';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { chainCommandText } from '../../../domain/text/chain-command-text.ts';
import { fillTemplate } from '../../../domain/text/language.ts';
import type { EnrolInput, SyncStatus } from '../../contract/sync.ts';
import { readEnrolFile } from '../../enrol-file.ts';
import { enrolTill } from '../../enrol-till.ts';
import { openTill } from '../../open-till.ts';
import { findService } from '../../service/service-file.ts';
import { readSyncStatus } from '../../service/sync-status.ts';
import type { Command, CommandInput } from '../command.ts';
import { readText } from '../read-options.ts';

/** `enrol`: joins the till to a chain, with nobody at it. */
export const enrolCommand: Command = {
  name: 'enrol',
  positionals: [],
  options: {
    central: { type: 'string' },
    code: { type: 'string' },
    till: { type: 'string' },
    ca: { type: 'string' },
    file: { type: 'string' },
  },
  summary: {
    en: 'join the till to a chain by a code that central made for it',
    'zh-CN': '用总部生成的加入码让本机加入连锁',
  },
  help: {
    en: [
      '--central URL   where central is; https, or http on this machine',
      '--code CODE     made at central, good for one till and once; for a till of a chain, one made for its new key',
      '--till CODE     this till within the shop, where the code leaves it open',
      '--ca FILE       PEM: the authority that central’s certificate must go back to',
      '--file FILE     all of it as JSON: {"central": URL, "code": CODE, "till": CODE, "ca": FILE}',
      'A file enrol.json in the data folder does the same when the till starts, and is removed once the till has joined.',
    ].join('\n'),
    'zh-CN': [
      '--central 地址   总部地址，须为 https，本机可为 http',
      '--code 加入码    在总部生成，一台收银机一次有效；已在连锁中的收银机须用换密钥代码',
      '--till 机号      店内机号（加入码未指定时）',
      '--ca 文件        PEM：总部证书所属的颁发机构',
      '--file 文件      以上内容的 JSON：{"central": 地址, "code": 加入码, "till": 机号, "ca": 文件}',
      '数据文件夹中的 enrol.json 会在收银机启动时起同样作用，加入后即删除。',
    ].join('\n'),
  },
  async run(input) {
    const asked = readAsked(input);
    if (!asked.ok) return asked;
    const joined = await enrol(input.folder, asked.value);
    if (!joined.ok) return joined;
    const { chain } = joined.value;
    const values = { chain: chain?.name ?? '', shop: chain?.shopCode ?? '', till: chain?.tillCode ?? '' };
    return ok({ text: fillTemplate(chainCommandText[input.language].joined, values), json: joined.value });
  },
};

function readAsked(input: CommandInput): Result<EnrolInput> {
  const words = chainCommandText[input.language];
  const [file, url, code] = ['file', 'central', 'code'].map((name) => readText(input, name));
  if (file !== undefined) {
    if (url !== undefined || code !== undefined) return fail({ code: 'usage', detail: words.askedTwice });
    return readAskedFile(resolve(file), words.fileInvalid);
  }
  if (url === undefined || code === undefined) return fail({ code: 'usage', detail: words.codeMissing });
  const caFile = readText(input, 'ca');
  const tillCode = readText(input, 'till') ?? null;
  return ok({ url, code, tillCode, caFile: caFile === undefined ? null : resolve(caFile) });
}

function readAskedFile(file: string, invalid: string): Result<EnrolInput> {
  try {
    const asked = readEnrolFile(file);
    return asked ? ok(asked) : fail({ code: 'usage', detail: fillTemplate(invalid, { file }) });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return fail({ code: 'file-unreadable', file, detail: String(error.code) });
  }
}

/** Where the till is open for business its service does it, and goes on selling meanwhile. */
async function enrol(folder: string, asked: EnrolInput): Promise<Result<SyncStatus>> {
  const service = findService(folder);
  if (service) {
    const { connectToService } = await import('../../service/client.ts');
    const { client, close } = await connectToService(service, 'command');
    try {
      return await client.sync.enrol(asked);
    } finally {
      close();
    }
  }
  const opened = openTill(folder);
  if (!opened.ok) return opened;
  const register = opened.value;
  try {
    const joined = await enrolTill((work) => work(register), asked);
    return joined.ok ? ok(readSyncStatus(register.store, null)) : joined;
  } finally {
    register.store.close();
  }
}
