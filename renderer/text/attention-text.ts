import type { Attention } from '../../domain/attention.ts';
import type { Texts } from './use-text.ts';

/** What a chip of its own is for. That central does not know the till's key is said by the chain's. */
export type ChipAttention = Exclude<Attention, 'centralKeyUnknown'>;

/** Two or three words for each thing to look at; the sentences are the domain's. */
export const attentionText: Texts<ChipAttention> = {
  en: {
    folderShared: 'Data folder is open to others',
    folderNotWritable: 'Data folder is read-only',
    diskLow: 'Disk nearly full',
    clockBehind: 'Clock is behind',
    clockAhead: 'Clock is ahead',
    keyLost: 'Till key is lost',
    keysShared: 'Keys are open to others',
    journalModeWrong: 'Database setting is wrong',
    backupNone: 'No backup yet',
    backupOld: 'Backup is old',
    backupNoRoom: 'No room for a backup',
    booksLarge: 'Books are large',
    printsLeft: 'Papers wait for a printer',
  },
  'zh-CN': {
    folderShared: '数据文件夹他人可读',
    folderNotWritable: '数据文件夹不可写',
    diskLow: '磁盘将满',
    clockBehind: '时钟偏慢',
    clockAhead: '时钟偏快',
    keyLost: '本机密钥丢失',
    keysShared: '密钥文件他人可读',
    journalModeWrong: '数据库设置异常',
    backupNone: '还没有备份',
    backupOld: '备份太旧',
    backupNoRoom: '备份空间不足',
    booksLarge: '账簿过大',
    printsLeft: '有单据待打印',
  },
};
