import type { ErrorCode } from '../errors.ts';
import type { Language } from './language.ts';

type StoreErrorCode = Extract<
  ErrorCode,
  `store-${string}` | `file-${string}` | 'till-restoring' | 'settings-invalid' | 'backup-invalid'
>;

/** One sentence an error of what is on the disk: what is wrong, and what to do. */
export const storeErrorText: Record<Language, Record<StoreErrorCode, string>> = {
  en: {
    'store-locked': 'Another program (process {pid}) is using this data folder; close it first.',
    'store-missing':
      'There is no register in {folder}; name the right folder, or import or sell to begin one.',
    'till-restoring': 'The till is being restored from a backup and starts again by itself; wait a moment.',
    'store-in-use': 'Another program is using this data; wait until it is done, or close it, and try again.',
    'store-older':
      'This data is of an older version ({version}; this program writes {known}); start the register once to bring it up to date.',
    'store-newer':
      'This data was written by a newer version ({version}; this program knows {known}); update the program.',
    'store-corrupt':
      'The database is damaged ({detail}); restore the latest backup with "guitai restore FILE". Nothing was changed.',
    'store-read-only': 'The folder {folder} cannot be written to; give this user the right to write there.',
    'store-full':
      'The disk that holds {folder} is full; free some space and try again. Nothing that was confirmed is lost.',
    'store-io':
      'The disk that holds {folder} failed ({detail}); check the disk. Nothing that was confirmed is lost.',
    'store-not-empty': 'There is a register in {folder} already; name an empty folder.',
    'settings-invalid': 'The setting “{section}” is not valid ({detail}); correct it.',
    'backup-invalid': '{file} is not a usable backup ({detail}); choose another.',
    'file-exists': '{file} exists already; name another file.',
    'file-unreadable': '{file} cannot be read ({detail}); check its name and rights.',
    'file-unwritable': '{file} cannot be written ({detail}); choose another place.',
  },
  'zh-CN': {
    'store-locked': '另一个程序（进程 {pid}）正在使用该数据文件夹，请先关闭它。',
    'store-missing': '{folder} 中没有收银数据，请指定正确的文件夹，或先导入、销售以新建。',
    'till-restoring': '收银台正在恢复备份，完成后会自动重新启动，请稍候。',
    'store-in-use': '另一个程序正在使用这些数据，请等它完成或关闭后重试。',
    'store-older': '数据属于旧版本（{version}，本程序为 {known}），请先启动一次收银程序完成升级。',
    'store-newer': '数据由更新的版本写入（{version}，本程序为 {known}），请升级程序。',
    'store-corrupt': '数据库已损坏（{detail}），请用“guitai restore FILE”恢复最近的备份。未作任何更改。',
    'store-read-only': '文件夹 {folder} 不可写，请为当前用户授予写入权限。',
    'store-full': '{folder} 所在磁盘已满，请清理空间后重试。已确认的数据没有丢失。',
    'store-io': '{folder} 所在磁盘出错（{detail}），请检查磁盘。已确认的数据没有丢失。',
    'store-not-empty': '{folder} 中已有收银数据，请指定空文件夹。',
    'settings-invalid': '设置“{section}”无效（{detail}），请更正。',
    'backup-invalid': '{file} 不是可用的备份（{detail}），请另选一个。',
    'file-exists': '{file} 已存在，请换一个文件名。',
    'file-unreadable': '无法读取 {file}（{detail}），请检查文件名和权限。',
    'file-unwritable': '无法写入 {file}（{detail}），请换一个位置。',
  },
};
