import type { Language } from './language.ts';

const en = {
  startingDatabase: 'starting the database in {folder} ...',
  upToDate: 'the database is up to date ({count} changes)',
  makingDemo: 'making a chain to try things out with: two shops, their articles, offers and members ...',
  listening: 'central is at {url}; Ctrl+C ends it',
  owner:
    'Sign in at {url} as {login} with the password {password}; it is shown this once, and you will choose your own.',
  codes: 'A till joins with one of these codes, each once, within seven days:',
  code: '{shop}, till {till}:  {code}',
  joinHint: 'In the register: Settings, Till, Join a chain, with the address {url} and the code.',
  reprojected: 'read {count} entries of the journals again',
  stopping: 'stopping ...',
  stopped: 'stopped',
  usage:
    'usage: npm run central -- [reproject] [--data DIR] [--host HOST] [--port N] [--tls-cert FILE --tls-key FILE] [--behind-proxy] [--proxies ADDRESSES] [--name NAME] [--no-demo] [--keys FILE]',
  needsTls:
    'Registers may reach {host} only over TLS: give --tls-cert and --tls-key, or --behind-proxy where a proxy does it.',
  halfTls: '--tls-cert and --tls-key belong together.',
  fileFault: '{file} cannot be read: {detail}',
  portTaken: 'Port {port} is in use. Another central may run already; --port chooses another.',
  failed: 'central could not start: {detail}',
};

const zhCN: typeof en = {
  startingDatabase: '正在启动数据库（{folder}）……',
  upToDate: '数据库已是最新（{count} 项更新）',
  makingDemo: '正在建立演示连锁：两家门店及其商品、优惠和会员……',
  listening: '总部地址：{url}（按 Ctrl+C 结束）',
  owner: '请在 {url} 用账号 {login}、密码 {password} 登录；密码只显示这一次，登录后由您自行设定新密码。',
  codes: '收银台用下列代码之一加入连锁，每个代码只能用一次，七天内有效：',
  code: '{shop}，收银台 {till}：{code}',
  joinHint: '在收银台上：设置 → 收银台 → 加入连锁，填写地址 {url} 和代码。',
  reprojected: '已重新读取 {count} 条流水',
  stopping: '正在停止……',
  stopped: '已停止',
  usage:
    '用法：npm run central -- [reproject] [--data 目录] [--host 主机] [--port 端口] [--tls-cert 文件 --tls-key 文件] [--behind-proxy] [--proxies 地址] [--name 名称] [--no-demo] [--keys 文件]',
  needsTls:
    '收银台只能通过 TLS 访问 {host}：请给出 --tls-cert 和 --tls-key；若由代理负责 TLS，请给出 --behind-proxy。',
  halfTls: '--tls-cert 和 --tls-key 必须同时给出。',
  fileFault: '无法读取 {file}：{detail}',
  portTaken: '端口 {port} 已被占用。可能已有一个总部程序在运行；可用 --port 另选端口。',
  failed: '总部程序无法启动：{detail}',
};

export const centralStartTexts: Readonly<Record<Language, typeof en>> = { en, 'zh-CN': zhCN };
export type CentralStartText = keyof typeof en;
