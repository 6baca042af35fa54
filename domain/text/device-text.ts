import type { DeviceFault } from '../devices/device-fault.ts';
import type { PrintState } from '../devices/print-job.ts';
import { fillTemplate, type Language } from './language.ts';

/** What is wrong with a device and what to do, after its name and a colon. */
export const deviceFaultText: Readonly<Record<Language, Readonly<Record<DeviceFault, string>>>> = {
  en: {
    unreachable: 'does not answer; check that it is on and its cable is in',
    refused: 'turns the till away; switch it off and on, another till may be printing on it',
    'not-found': 'is not there; plug it in, or choose its port again in the settings',
    'no-permission': 'may not be used by this program; ask IT to allow it',
    'in-use': 'is used by another program; close that one',
    'timed-out': 'does not take what is sent; switch it off and on',
    closed: 'broke the connection; check its cable',
    'spooler-failed': 'was refused by this computer’s printer queue; look at the queue',
    'paper-out': 'has no paper; put in a new roll',
    'cover-open': 'has its cover open; close it',
    offline: 'is off line; press its feed button or switch it on line',
    'needs-attention': 'needs somebody; look at its cutter, then switch it off and on',
    garbled: 'cannot be understood; check its kind, speed and cable in the settings',
  },
  'zh-CN': {
    unreachable: '没有应答，请检查电源和连线',
    refused: '拒绝连接，请关机后重开；可能另一台收银机正在使用',
    'not-found': '没有找到，请插好设备，或在设置中重新选择端口',
    'no-permission': '本程序无权使用，请 IT 授权',
    'in-use': '被其他程序占用，请关闭该程序',
    'timed-out': '不接收数据，请关机后重开',
    closed: '连接中断，请检查连线',
    'spooler-failed': '被本机打印队列拒绝，请查看队列',
    'paper-out': '缺纸，请装入新纸卷',
    'cover-open': '盖子未关，请合上',
    offline: '脱机，请按走纸键或切换为联机',
    'needs-attention': '需要处理，请检查切刀后关机重开',
    garbled: '数据无法识别，请在设置中检查型号、波特率和连线',
  },
};

/** How a document stands on its way to paper. */
export const printStateText: Readonly<Record<Language, Readonly<Record<PrintState, string>>>> = {
  en: {
    queued: 'waits',
    sending: 'is being printed',
    confirmed: 'is printed',
    sent: 'is sent',
    unknown: 'may be on paper: look, and say so at the counter',
    failed: 'waits, and is tried again',
    'given-up': 'was given up',
  },
  'zh-CN': {
    queued: '等待打印',
    sending: '正在打印',
    confirmed: '已打印',
    sent: '已发送',
    unknown: '可能已打印，请查看后在收银台确认',
    failed: '等待重试',
    'given-up': '已放弃',
  },
};

const en = {
  copy: '{title} ({mark})',
  trouble: '{device}: {trouble}.',
  none: 'No devices are set up.',
  device: 'Device',
  name: 'Name',
  connection: 'Connection',
  state: 'State',
  printer: 'Printer',
  receiptPrinter: 'Receipt printer',
  scanner: 'Scanner',
  scale: 'Scale',
  poleDisplay: 'Pole display',
  simulated: 'simulated',
  isWell: 'ready',
  notKnown: 'not known: the register is not running',
  waits: '{count} wait to be printed',
  queueEmpty: 'Nothing waits to be printed.',
  document: 'Document',
  since: 'Since',
  pageUnknown: '--page takes test or alignment.',
  confirmed: '{printer} says that the page is printed.',
  sent: 'The page was sent to {printer}; look whether it came out.',
  drawer: 'Drawer test',
};

const zhCN: typeof en = {
  copy: '{title}（{mark}）',
  trouble: '{device}：{trouble}。',
  none: '没有设置任何设备。',
  device: '设备',
  name: '名称',
  connection: '连接',
  state: '状态',
  printer: '打印机',
  receiptPrinter: '小票打印机',
  scanner: '扫码枪',
  scale: '电子秤',
  poleDisplay: '顾显',
  simulated: '模拟',
  isWell: '正常',
  notKnown: '未知：收银程序未运行',
  waits: '{count} 张待打印',
  queueEmpty: '没有待打印的单据。',
  document: '单据',
  since: '时间',
  pageUnknown: '--page 只能是 test 或 alignment。',
  confirmed: '{printer} 已确认打印完成。',
  sent: '已发送到 {printer}，请查看是否打出。',
  drawer: '测试钱箱',
};

/** Words around devices and print jobs. */
export const deviceText: Readonly<Record<Language, typeof en>> = { en, 'zh-CN': zhCN };

/** A device with what is wrong and what to do, as one sentence. */
export function describeDeviceFault(device: string, fault: DeviceFault, language: Language): string {
  return fillTemplate(deviceText[language].trouble, { device, trouble: deviceFaultText[language][fault] });
}
