import type { Reading } from '../barcode/parse-code.ts';
import type { Language } from './language.ts';

const en = {
  title: 'Guitai: a register that sells offline, on books that no power cut can damage.',
  general: 'Usage: guitai COMMAND [options]',
  usage: 'Usage: {line}',
  every: 'Every command takes:',
  dataHelp: "--data DIR         the till's data folder (default: GUITAI_DATA, or this user's)",
  jsonHelp: '--json             one JSON document on stdout and nothing else',
  languageHelp: '--language CODE    en or zh-CN (default: from LANG)',
  helpHelp: '--help             what a command takes',

  commandUnknown: 'There is no command “{words}”; “guitai --help” lists them.',
  wordsMissing: 'A word is missing. {usage}',
  wordsTooMany: '“{word}” is one word too many. {usage}',
  optionUnknown: 'There is no option {option}. {usage}',
  optionNeedsValue: '{option} needs a value behind it. {usage}',
  optionTakesNoValue: '{option} takes no value. {usage}',
  languageUnknown: '--language takes {choices}.',
  dataEmpty: '--data needs the name of a folder.',
  wholeNumber: '--{option} takes a whole number from {min} to {max}.',
  amount: '--{option} takes an amount such as {example}, with at most {digits} decimals.',
  ackMissing: 'Say with --ack FILE where to acknowledge.',
  shopCodeInvalid: '--shop-code takes 1 to 12 capital letters and digits.',
  tillCodeInvalid: '--till takes 1 to 6 capital letters and digits.',
  shopNameInvalid: '--shop-name takes 1 to {max} characters.',
  currencyUnknown: '--currency takes an ISO 4217 code such as GBP or CNY; “{value}” is none.',
  zoneUnknown: '--zone takes an IANA time zone such as Europe/London or Asia/Shanghai; “{value}” is none.',
  managerInvalid: '--manager takes 1 to 16 letters and digits.',
  managerAndPin: '--manager and --pin belong together; give both, or neither.',

  tillSetUp: 'The till {shop}-{till} is set up in {folder}.',
  shiftOpened: 'Shift {number} is open, business date {businessDate}.',
  shiftClosed:
    'Shift {number} is closed, Z {zNumber}, difference {difference}. “guitai report z {zNumber}” shows it.',
  drawerHolds: 'The drawer now holds {amount}.',
  paid: 'Receipt {receipt}: paid {amount}.',
  paidWithChange: 'Receipt {receipt}: paid {amount}, change {change}.',
  paidBack: 'Receipt {receipt}: paid back {amount}.',
  backedUp: 'Backed up to {file}: everything up to entry {seq} of epoch {epoch}. Keep it on another disk.',
  restored: 'Restored the backup of {at}; numbers go on under epoch {epoch}.',
  keptAside: 'What was there is kept in {folder}.',
  booksWhole:
    'The books are whole: {entries} entries, {zReports} signed Z reports, {rows} rows equal to the journal.\nThe till key was replaced {keyReplacements} times.\nHead {head}',
  booksDamaged: 'The books are damaged: {fault}. Restore the latest backup with “guitai restore FILE”.',
  entryFault:
    'Entry seq {seq} of epoch {epoch} does not hold: {fault}. Restore the latest backup with “guitai restore FILE”, and find out who changed it.',
  imported: '{rows} rows: {added} added, {changed} changed, {unchanged} unchanged, {rejected} rejected.',
  importRejected: 'The rejected rows and their reasons are in {file}',
  importIgnored: 'Columns that were not used: {columns}',
  line: 'line',
  rejectedReason: 'reason',
  reading: 'reading',
  writing: 'writing',
  replaying: 'replaying',
  soaking: 'ringing',
  pages: 'pages',
  journal: 'journal',
  tables: 'tables',
  replayed:
    '{invoices} invoices ({alreadyBooked} of them booked before), {days} days closed. Each line was booked as:',
  replayedKind: '  {kind}: {invoices} invoices, {lines} lines, {amount}',
  soaked: '{sales} sales, {refunds} refunds, {held} held, {voided} voided, {shiftsClosed} shifts closed.',
  codeIs: '{code} is {kind}: {article}, {quantity} × {price}.',
  codeWithoutArticle: '{code} is {kind}; no article has it.',
  codeElse: '{code} is {kind}.',
  priceAsked: 'the price asked at the counter',
} as const;

const zhCN: Record<keyof typeof en, string> = {
  title: '柜台 Guitai：断网也能收银，断电也不丢账。',
  general: '用法：guitai 命令 [选项]',
  usage: '用法：{line}',
  every: '所有命令均可使用：',
  dataHelp: '--data 目录        收银数据文件夹（默认：GUITAI_DATA，或当前用户的）',
  jsonHelp: '--json             标准输出只有一个 JSON 文档',
  languageHelp: '--language 代码    en 或 zh-CN（默认按 LANG）',
  helpHelp: '--help             命令的用法',

  commandUnknown: '没有命令“{words}”，可用“guitai --help”查看。',
  wordsMissing: '缺少参数。{usage}',
  wordsTooMany: '多了一个参数“{word}”。{usage}',
  optionUnknown: '没有选项 {option}。{usage}',
  optionNeedsValue: '{option} 后面需要一个值。{usage}',
  optionTakesNoValue: '{option} 不带值。{usage}',
  languageUnknown: '--language 只能是 {choices}。',
  dataEmpty: '--data 需要一个文件夹名。',
  wholeNumber: '--{option} 须为 {min} 到 {max} 的整数。',
  amount: '--{option} 须为金额，例如 {example}，最多 {digits} 位小数。',
  ackMissing: '请用 --ack 文件 指定确认写到哪里。',
  shopCodeInvalid: '--shop-code 须为 1 到 12 个大写字母或数字。',
  tillCodeInvalid: '--till 须为 1 到 6 个大写字母或数字。',
  shopNameInvalid: '--shop-name 须为 1 到 {max} 个字符。',
  currencyUnknown: '--currency 须为 ISO 4217 货币代码，例如 CNY；“{value}”不是。',
  zoneUnknown: '--zone 须为 IANA 时区，例如 Asia/Shanghai；“{value}”不是。',
  managerInvalid: '--manager 须为 1 到 16 个字母或数字。',
  managerAndPin: '--manager 与 --pin 须同时给出。',

  tillSetUp: '收银机 {shop}-{till} 已建于 {folder}。',
  shiftOpened: '班次 {number} 已开，营业日 {businessDate}。',
  shiftClosed: '班次 {number} 已结，Z {zNumber}，差额 {difference}。可用“guitai report z {zNumber}”查看。',
  drawerHolds: '钱箱现应有 {amount}。',
  paid: '小票 {receipt}：收款 {amount}。',
  paidWithChange: '小票 {receipt}：收款 {amount}，找零 {change}。',
  paidBack: '小票 {receipt}：退款 {amount}。',
  backedUp: '已备份到 {file}：包含第 {epoch} 纪元至第 {seq} 条为止的全部数据。请保存到另一块磁盘。',
  restored: '已恢复 {at} 的备份，编号从第 {epoch} 纪元继续。',
  keptAside: '原有数据保留在 {folder}。',
  booksWhole:
    '账簿完好：{entries} 条日志，{zReports} 份已签名 Z 报表，{rows} 行与日志一致。\n收银机密钥更换过 {keyReplacements} 次。\n链首 {head}',
  booksDamaged: '账簿已损坏：{fault}。请用“guitai restore FILE”恢复最近的备份。',
  entryFault:
    '第 {epoch} 纪元第 {seq} 条（seq {seq}）不成立：{fault}。请用“guitai restore FILE”恢复最近的备份，并查明是谁改动的。',
  imported: '共 {rows} 行：新增 {added}，更新 {changed}，未变 {unchanged}，拒绝 {rejected}。',
  importRejected: '被拒绝的行及原因见 {file}',
  importIgnored: '未使用的列：{columns}',
  line: '行号',
  rejectedReason: '原因',
  reading: '读取',
  writing: '写入',
  replaying: '重放',
  soaking: '模拟',
  pages: '数据页',
  journal: '日志',
  tables: '各表',
  replayed: '共 {invoices} 张发票（其中 {alreadyBooked} 张此前已入账），结班 {days} 天。各类明细如下：',
  replayedKind: '  {kind}：{invoices} 张发票，{lines} 行，{amount}',
  soaked: '销售 {sales} 笔，退货 {refunds} 笔，挂单 {held}，作废 {voided}，结班 {shiftsClosed}。',
  codeIs: '{code} 是{kind}：{article}，{quantity} × {price}。',
  codeWithoutArticle: '{code} 是{kind}，没有对应商品。',
  codeElse: '{code} 是{kind}。',
  priceAsked: '收银时输入价格',
};

/** What the command line says of itself and of what it did. What went wrong at the till is in `error-text.ts`. */
export const cliText = { en, 'zh-CN': zhCN } as const satisfies Record<
  Language,
  Record<keyof typeof en, string>
>;

/** What each kind of code is called. */
export const codeKindText: Record<Language, Record<Reading['kind'], string>> = {
  en: {
    gtin: 'a retail barcode',
    gs1: 'a GS1 code',
    'in-store': 'a label of the shop’s own',
    own: 'a code of the shop’s own',
    member: 'a member’s code',
    coupon: 'a coupon',
    receipt: 'a receipt number',
    payment: 'a payment code',
  },
  'zh-CN': {
    gtin: '商品条码',
    gs1: 'GS1 码',
    'in-store': '店内标签',
    own: '店内编码',
    member: '会员码',
    coupon: '优惠券',
    receipt: '小票号',
    payment: '付款码',
  },
};

/** What of the books is at fault, before the technical detail. */
export const booksFaultText = {
  en: {
    database: 'the pages of the database ({detail})',
    chain: 'the chain of the journal ({detail})',
    signature: 'the signature of a Z ({detail})',
    payload: 'what the entry says ({detail})',
    table: 'a table differs from the journal ({detail})',
    reference: 'the catalogue ({detail})',
  },
  'zh-CN': {
    database: '数据页（{detail}）',
    chain: '日志链（{detail}）',
    signature: 'Z 报表签名（{detail}）',
    payload: '日志内容（{detail}）',
    table: '数据表与日志不一致（{detail}）',
    reference: '商品目录（{detail}）',
  },
} as const satisfies Record<Language, Record<string, string>>;

/** Why a row of historical invoices cannot be read. */
export const invoiceFaultText = {
  en: {
    columns: 'it lacks the columns {value}',
    invoice: '“{value}” is no invoice number of at most {max} characters',
    stockCode: '“{value}” is no stock code of at most {max} characters',
    time: '“{value}” is no time such as 2009-12-01T07:45:00',
    quantity: '“{value}” is no quantity with at most three decimals, up to {max}',
    price: '“{value}” is no price with at most four decimals, up to {max}',
  },
  'zh-CN': {
    columns: '缺少列 {value}',
    invoice: '“{value}”不是发票号（最多 {max} 个字符）',
    stockCode: '“{value}”不是商品编码（最多 {max} 个字符）',
    time: '“{value}”不是 2009-12-01T07:45:00 形式的时间',
    quantity: '“{value}”不是数量（最多三位小数，不超过 {max}）',
    price: '“{value}”不是价格（最多四位小数，不超过 {max}）',
  },
} as const satisfies Record<Language, Record<string, string>>;
