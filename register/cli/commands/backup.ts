import { resolve } from 'node:path';
import { formatMoment } from '../format-moment.ts';
import { ok } from '../../../domain/result.ts';
import { cliText } from '../../../domain/text/cli-text.ts';
import { fillTemplate } from '../../../domain/text/language.ts';
import { openTillReader } from '../../open-till.ts';
import { systemClock } from '../../register.ts';
import { backUp, restore } from '../../use-cases/back-up.ts';
import type { Command } from '../command.ts';
import { readText } from '../read-options.ts';

/** `backup FILE`: a consistent copy while selling. */
export const backupCommand: Command = {
  name: 'backup',
  positionals: ['FILE'],
  options: {},
  summary: {
    en: 'write a consistent, compressed, checksummed copy, while selling',
    'zh-CN': '备份：营业中也可生成一致、压缩、带校验的副本',
  },
  async run({ folder, language, positionals }) {
    const path = resolve(positionals[0]!);
    const opened = openTillReader(folder);
    if (!opened.ok) return opened;
    try {
      const written = await backUp(opened.value, path, systemClock);
      if (!written.ok) return written;
      const { epoch, headSeq } = written.value;
      const text = fillTemplate(cliText[language].backedUp, { file: path, seq: headSeq, epoch });
      return ok({ text, json: { file: path, ...written.value } });
    } finally {
      opened.value.close();
    }
  },
};

/** `restore FILE`: brings a backup back under a new epoch. */
export const restoreCommand: Command = {
  name: 'restore',
  positionals: ['FILE'],
  options: { 'recovery-code': { type: 'string' }, 'without-member-data': { type: 'boolean' } },
  summary: {
    en: 'verify a backup and put it in place; what was there is kept aside',
    'zh-CN': '校验备份并恢复，原有数据另行保留',
  },
  help: {
    en: [
      '--recovery-code CODE    on another machine than the backup’s: opens the members in it',
      '--without-member-data   leave them sealed; a code may be entered later',
    ].join('\n'),
    'zh-CN': [
      '--recovery-code 恢复码   不在原机器上恢复时，用于打开会员资料',
      '--without-member-data    会员资料保持封存，之后仍可输入恢复码',
    ].join('\n'),
  },
  async run(input) {
    const { folder, language, positionals, progress } = input;
    const path = resolve(positionals[0]!);
    const onProgress = (step: string, done: number, total: number) => {
      progress(step, done, total);
      return true;
    };
    const restored = await restore(folder, path, systemClock, onProgress, {
      recoveryCode: readText(input, 'recovery-code'),
      isWithoutMemberData: input.options['without-member-data'] === true,
    });
    if (!restored.ok) return restored;
    const { header, epoch, aside } = restored.value;
    const at = formatMoment(header.createdAtUtcMs, language);
    const text = cliText[language];
    const kept = aside === null ? [] : [fillTemplate(text.keptAside, { folder: aside })];
    return ok({
      text: [fillTemplate(text.restored, { at, epoch }), ...kept].join('\n'),
      json: restored.value,
    });
  },
};
