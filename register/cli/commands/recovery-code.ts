import { ok, type Result } from '../../../domain/result.ts';
import { fillTemplate } from '../../../domain/text/language.ts';
import { memberText } from '../../../domain/text/member-text.ts';
import { openTill } from '../../open-till.ts';
import { findService } from '../../service/service-file.ts';
import { enterRecoveryCode, makeRecoveryCode } from '../../use-cases/recovery-code.ts';
import type { Command } from '../command.ts';
import { readText } from '../read-options.ts';

/** `recovery-code`: makes the code that opens the members in a backup on another machine, or enters it there. */
export const recoveryCodeCommand: Command = {
  name: 'recovery-code',
  positionals: [],
  options: { enter: { type: 'string' } },
  summary: {
    en: 'make the code that opens the members’ data in a backup on another machine; shown once',
    'zh-CN': '生成恢复码，用于在另一台机器上打开备份中的会员资料；只显示一次',
  },
  help: {
    en: '--enter CODE   give this till the key back that its members are sealed under',
    'zh-CN': '--enter 恢复码   让本机重新得到会员资料的密钥',
  },
  async run(input) {
    const words = memberText[input.language];
    const code = readText(input, 'enter');
    if (code !== undefined) {
      const entered = await enterCode(input.folder, code);
      return entered.ok ? ok({ text: words.recoveryEntered, json: { entered: true } }) : entered;
    }
    const made = await makeCode(input.folder);
    if (!made.ok) return made;
    const text = fillTemplate(words.recoveryCode, { code: made.value });
    return ok({ text, json: { recoveryCode: made.value } });
  },
};

/** Where the till is open for business its service does it. */
async function makeCode(folder: string): Promise<Result<string>> {
  const service = findService(folder);
  if (!service) return withTillOf(folder, makeRecoveryCode);
  const { connectToService } = await import('../../service/client.ts');
  const { client, close } = await connectToService(service, 'command');
  try {
    return await client.member.makeRecoveryCode({});
  } finally {
    close();
  }
}

async function enterCode(folder: string, recoveryCode: string): Promise<Result<null>> {
  const service = findService(folder);
  if (!service) return withTillOf(folder, (register) => enterRecoveryCode(register, recoveryCode));
  const { connectToService } = await import('../../service/client.ts');
  const { client, close } = await connectToService(service, 'command');
  try {
    return await client.member.enterRecoveryCode({ recoveryCode });
  } finally {
    close();
  }
}

function withTillOf<T>(
  folder: string,
  work: (register: Parameters<typeof makeRecoveryCode>[0]) => Result<T>,
): Result<T> {
  const opened = openTill(folder);
  if (!opened.ok) return opened;
  try {
    return work(opened.value);
  } finally {
    opened.value.store.close();
  }
}
