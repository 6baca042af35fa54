import type { Texts } from './texts.ts';

const en = {
  updates: 'Updates',
  none: 'This is version {version}. IT says where updates come from; none is waiting.',
  failed: 'This is version {version}. The last update could not be fetched; it is tried again tomorrow.',
  downloading: 'Version {version} is being fetched. Selling goes on.',
  ready: 'Version {version} is here. It takes a minute, and the register starts again.',
  waiting: 'Version {version} is here. It is put in once the shift is closed, never before.',
  install: 'Update now',
};

/** How the desktop program says where it stands with its updates. */
export const settingsUpdatesText: Texts<keyof typeof en> = {
  en,
  'zh-CN': {
    updates: '更新',
    none: '当前版本 {version}。更新来源由 IT 设定，目前没有待装的更新。',
    failed: '当前版本 {version}。上次下载更新失败，明天自动重试。',
    downloading: '正在下载 {version}，照常销售。',
    ready: '{version} 已下载。安装约一分钟，收银台会重新启动。',
    waiting: '{version} 已下载，结班后才会安装。',
    install: '立即更新',
  },
};
