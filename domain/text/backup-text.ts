import type { BackupReason } from '../errors.ts';
import type { Language } from './language.ts';

/** Why a file is no usable backup: the words in the brackets of its error. `{cause}` is what the machine said. */
export const backupText: Record<Language, Record<BackupReason, string>> = {
  en: {
    missing: 'there is no such file',
    unreadable: 'it cannot be read: {cause}',
    foreign: 'it was not written by this program',
    newer: 'it was written by a newer version',
    damaged: 'it is damaged',
    checksum: 'its checksum does not match',
    oversized: 'it holds more than it says',
    'other-till': 'it holds another till than it says',
    'no-till': 'it holds no till',
    'books-broken': 'its books do not hold: {cause}',
  },
  'zh-CN': {
    missing: '没有这个文件',
    unreadable: '无法读取：{cause}',
    foreign: '不是本程序写的',
    newer: '由更新的版本写入',
    damaged: '文件已损坏',
    checksum: '校验和不符',
    oversized: '内容多于文件头所述',
    'other-till': '所含收银机与文件头所述不符',
    'no-till': '其中没有收银数据',
    'books-broken': '其中的账簿不成立：{cause}',
  },
};
