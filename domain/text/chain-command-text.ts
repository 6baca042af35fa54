import type { Language } from './language.ts';

const en = {
  joined:
    'The till is {shop}-{till} of {chain} now. What was sold here is sent, and what central decides is fetched.',
  fileInvalid:
    '{file} is no file to join with: it takes "central" and "code", and may have "till" and "ca", all of them texts.',
  askedTwice: 'Name central and the code, or a file with both, not both.',
  codeMissing: 'Say with --central URL and --code CODE which chain to join, or name a file with --file.',
  actionUnknown: '“sync” takes “now”, or nothing; “{action}” is neither.',
  alone: 'This till belongs to no chain.',
  standing: '{shop}-{till} of {chain}, {url}',
  waiting: '{entries} entries to send, of them {sales} sales for {total}',
  nothingWaiting: 'Everything is sent.',
  contacted: 'Central answered last at {at}.',
  neverContacted: 'Central has not answered yet.',
  faulty: 'Out of step: {fault}.',
  keyUnknown:
    'Central does not know this till’s key: have it make a code (Registers, New key) and give it to “guitai enrol”, before anything is sold here.',
  keyMissing:
    'The key of the chain’s members is not on this till: have central make a code (Registers, New key) and give it to “guitai enrol”.',
  caMissing:
    'Nothing is sent: check this machine’s date and the CA file. On another PC, give the code for a new key to “guitai enrol”, with “--ca FILE”.',
  exceptions: '{count} exceptions are open.',
};
type Key = keyof typeof en;

const zhCN: Record<Key, string> = {
  joined: '本机现在是{chain}的 {shop}-{till}。已有的销售会上传，总部管理的资料会下载。',
  fileInvalid: '{file} 不是加入连锁用的文件：须有 "central" 和 "code"，可有 "till" 和 "ca"，均为文本。',
  askedTwice: '请给出总部地址和加入码，或给出含有两者的文件，不要同时给出。',
  codeMissing: '请用 --central 地址 和 --code 加入码 说明要加入的连锁，或用 --file 给出文件。',
  actionUnknown: '“sync” 后面可加 “now” 或不加，不能是 “{action}”。',
  alone: '本机没有加入连锁。',
  standing: '{chain}的 {shop}-{till}，{url}',
  waiting: '待传 {entries} 条，其中销售 {sales} 笔，共 {total}',
  nothingWaiting: '已全部上传。',
  contacted: '总部上次应答：{at}。',
  neverContacted: '总部尚未应答。',
  faulty: '不同步：{fault}。',
  keyUnknown:
    '总部不认识本机密钥：请总部生成代码（“收银机”页面的“换密钥”），在本机销售之前用“guitai enrol”输入。',
  keyMissing: '本机没有连锁的会员密钥：请总部生成代码（“收银机”页面的“换密钥”），用“guitai enrol”输入。',
  caMissing:
    '已停止上传：请检查本机日期和 CA 文件。如换了电脑，请用“guitai enrol”输入换密钥代码，并用“--ca 文件”给出 CA 文件。',
  exceptions: '有 {count} 条异常待处理。',
};

/** What the commands about a chain say. */
export const chainCommandText: Record<Language, Record<Key, string>> = { en, 'zh-CN': zhCN };
