import type { Texts } from './texts.ts';

const en = {
  restore: 'Restore…',
  title: 'Restore a backup',
  choose: 'Which backup?',
  none: 'There is no backup in the till’s folder.',
  otherFile: 'Another file: its full path',
  look: 'Look at it',
  looking: 'Unpacking and checking the backup. Selling goes on.',
  of: 'Till',
  madeAt: 'Made',
  holds: 'Holds',
  holdsValue: '{entries} entries, {size}',
  goesOn: 'Goes on under',
  epoch: 'epoch {epoch}: no receipt number comes twice',
  otherTill: 'This is a backup of another till. This till becomes that one.',
  putAside:
    'It lacks {entries} entries that were made here since, {sales} sales among them, the last at {at}. They leave this till, and are kept in a folder beside its books.',
  nothingNewer: 'Nothing was recorded here that it does not hold.',
  unreadable:
    'What this till recorded since cannot be read. Its books are kept as they are, in a folder beside.',
  consequences:
    'A sale on the counter and held sales are put aside too. The register starts again, and everybody signs in with the PIN that they had then.',
  membersUnderCode:
    'The members in this backup are sealed under a key that is not on this machine. Their recovery code opens them.',
  membersOutOfReach:
    'The members in this backup are sealed under a key that is not on this machine, and no recovery code was made before. Only data.key of its till opens them.',
  recoveryCode: 'Recovery code',
  withoutMembers: 'Leave the members’ data sealed',
  cancel: 'Cancel',
  replace: 'Replace this till’s books',
  running: 'Restoring. The register starts again by itself. Leave the machine on.',
  doneTitle: 'The backup is restored',
  done: 'The till is as it was on {at}, and goes on under epoch {epoch}. Look at the open shift and count its drawer before you sell.',
  aside: 'What was here before is in {folder}',
  asideUnnamed: 'What was here before is in the newest folder “before-restore-…” beside the books.',
  failedTitle: 'The backup was not restored',
  failed: 'Nothing was changed. {reason}',
  interrupted: 'Restoring was cut short before anything was changed. It can be done again.',
  understood: 'I have read this',
};

/** Of restoring a backup, and of how that ended. */
export const restoreText: Texts<keyof typeof en> = {
  en,
  'zh-CN': {
    restore: '恢复…',
    title: '恢复备份',
    choose: '恢复哪一份？',
    none: '本机文件夹中没有备份。',
    otherFile: '其他文件的完整路径',
    look: '查看',
    looking: '正在解包并校验备份，照常销售。',
    of: '收银机',
    madeAt: '备份时间',
    holds: '内容',
    holdsValue: '{entries} 条日志，{size}',
    goesOn: '恢复后',
    epoch: '进入第 {epoch} 纪元，小票号不会重复',
    otherTill: '这是另一台收银机的备份，恢复后本机将成为那一台。',
    putAside:
      '备份中没有本机之后的 {entries} 条日志（含 {sales} 笔销售，最后一条在 {at}）。这些记录将移出本机，另存在账簿旁的文件夹里。',
    nothingNewer: '本机记录的内容备份中都有。',
    unreadable: '无法读取本机之后的记录。本机账簿将原样另存在旁边的文件夹里。',
    consequences: '台面上的交易和挂单也会一并移出。收银机会重新启动，所有人须用备份当时的 PIN 重新登录。',
    membersUnderCode: '该备份中的会员资料所用密钥不在本机，请输入恢复码以打开。',
    membersOutOfReach:
      '该备份中的会员资料所用密钥不在本机，备份前也没有生成恢复码，只有原收银机的 data.key 能打开。',
    recoveryCode: '恢复码',
    withoutMembers: '让会员资料保持封存',
    cancel: '取消',
    replace: '替换本机账簿',
    running: '正在恢复，完成后会自动重新启动。请不要关机。',
    doneTitle: '备份已恢复',
    done: '收银机已回到 {at} 的状态，进入第 {epoch} 纪元。继续销售前请核对当前班次并清点钱箱。',
    aside: '原有数据在 {folder}',
    asideUnnamed: '原有数据在账簿旁最新的“before-restore-…”文件夹里。',
    failedTitle: '备份没有恢复',
    failed: '数据没有任何改动。{reason}',
    interrupted: '恢复在改动数据之前中断，可以重新进行。',
    understood: '我已阅读',
  },
};
