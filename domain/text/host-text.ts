import type { Language } from './language.ts';

type HostText = Readonly<
  Record<
    | 'opened'
    | 'openedAgain'
    | 'addressOnly'
    | 'noBrowser'
    | 'noDisplay'
    | 'browserFailed'
    | 'portTaken'
    | 'portInvalid'
    | 'noScreens'
    | 'hostUnseen'
    | 'closed',
    string
  >
>;

/** What the browser host says where it was started, and to a browser that it does not know. */
export const hostText: Record<Language, HostText> = {
  en: {
    opened: 'The register is open in its own window; close that, or press Ctrl+C here, to end it.',
    openedAgain: 'The register was running already; another window of it is open.',
    addressOnly: 'Open {address} in a browser on this machine; Ctrl+C here ends the register.',
    noBrowser: 'No Chrome, Edge or Chromium was found here: open {address} in a browser on this machine.',
    noDisplay: 'There is no display here: open {address} in a browser on this machine.',
    browserFailed: 'The browser did not open a window: open {address} in a browser on this machine.',
    portTaken: 'Port {port} is used by another program; choose another with --port.',
    portInvalid: '--port takes a whole number from 1 to 65535.',
    noScreens: 'The screens in {folder} cannot be read ({detail}); run npm start, which builds them.',
    hostUnseen: 'The folder {folder} cannot be written to ({detail}); a second start will not find this one.',
    closed:
      'This is the Guitai register, and this address does not open it. Open the register from its icon, or with npm start.',
  },
  'zh-CN': {
    opened: '收银台已在单独的窗口中打开；关闭该窗口或在此按 Ctrl+C 即可退出。',
    openedAgain: '收银台已在运行，已为它再打开一个窗口。',
    addressOnly: '请在本机浏览器中打开 {address}；在此按 Ctrl+C 退出收银台。',
    noBrowser: '本机未找到 Chrome、Edge 或 Chromium：请在本机浏览器中打开 {address}。',
    noDisplay: '本机没有显示环境：请在本机浏览器中打开 {address}。',
    browserFailed: '浏览器没有打开窗口：请在本机浏览器中打开 {address}。',
    portTaken: '端口 {port} 已被其他程序占用，请用 --port 另选一个。',
    portInvalid: '--port 须为 1 到 65535 的整数。',
    noScreens: '无法读取 {folder} 中的界面文件（{detail}）；请运行 npm start 重新生成。',
    hostUnseen: '无法写入文件夹 {folder}（{detail}）；再次启动时将找不到正在运行的收银台。',
    closed: '这里是柜台收银系统，但此地址不能打开它。请点击收银台图标，或运行 npm start 打开。',
  },
};
