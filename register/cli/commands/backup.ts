import { resolve } from 'node:path';
import { formatMoment } from '../format-moment.ts';
import { ok } from '../../../domain/result.ts';
import { openTillReader, guardStore } from '../../open-till.ts';
import { systemClock } from '../../register.ts';
import { backUp, restore } from '../../use-cases/back-up.ts';
import type { Command } from '../command.ts';

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
      const text =
        language === 'en'
          ? `Backed up to ${path}: everything up to entry ${headSeq} of epoch ${epoch}. Keep it on another disk.`
          : `已备份到 ${path}：包含第 ${epoch} 纪元至第 ${headSeq} 条为止的全部数据。请保存到另一块磁盘。`;
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
  options: {},
  summary: {
    en: 'verify a backup and put it in place; what was there is kept aside',
    'zh-CN': '校验备份并恢复，原有数据另行保留',
  },
  async run({ folder, language, positionals, progress }) {
    const path = resolve(positionals[0]!);
    const guarded = guardStore(folder, () =>
      restore(folder, path, systemClock, (step, done, total) => {
        progress(step, done, total);
        return true;
      }),
    );
    if (!guarded.ok) return guarded;
    const restored = await guarded.value;
    if (!restored.ok) return restored;
    const { header, epoch, aside } = restored.value;
    const at = formatMoment(header.createdAtUtcMs, language);
    const kept = aside === null ? '' : language === 'en' ? ` What was there is kept in ${aside}.` : `原有数据保留在 ${aside}。`;
    const text =
      language === 'en'
        ? `Restored the backup of ${at}; numbers go on under epoch ${epoch}.${kept}`
        : `已恢复 ${at} 的备份，编号从第 ${epoch} 纪元继续。${kept}`;
    return ok({ text, json: { ...restored.value } });
  },
};
