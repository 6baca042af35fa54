import type { ChainError } from '../chain/chain-error.ts';
import type { Language } from './language.ts';

/** One sentence an error of the chain: what is wrong, and what to do. */
export const chainErrorText: Record<Language, Record<ChainError['code'], string>> = {
  en: {
    'central-address-invalid':
      '{url} is not the address of a central; enter one that begins with https://, as central’s page shows it.',
    'central-unreachable':
      'Nothing answers at {url}; check the address and this machine’s network, and try again.',
    'central-certificate':
      'The certificate of {url} cannot be trusted; name the CA file that IT has for it, and check this machine’s date.',
    'central-protocol': 'This program and central do not understand each other; update the older of the two.',
    'central-answer-invalid': 'What answers at {url} is not a central; check the address.',
    'central-busy': 'Central is busy; wait a minute and try again.',
    'central-refused': 'Central refuses this ({detail}); ask whoever looks after it.',
    'enrolment-code-unknown':
      'Central knows no such code; type it as central’s page shows it, or make a new one.',
    'enrolment-code-used': 'This code has been used, and each joins one till; make a new one at central.',
    'enrolment-code-expired': 'This code has expired; make a new one at central.',
    'enrolment-code-elsewhere':
      'This code was made for another till, or by another chain than this till’s; have central make one for this till.',
    'enrolment-register-active':
      'Central knows a till with this one’s identity already. If this PC was copied from another, begin with an empty data folder; if it is that till itself, have central make a code for its new key.',
    'enrolment-till-taken':
      'Another till of the shop is {tillCode} already; choose another till code. If this is the new PC of that very till, restore its backup here, and have central make a code for its new key.',
    'chain-joined':
      'This till belongs to {chain}. That chain takes a new key of it only with a code made for that on central’s page; to join another, it must leave first.',
    'chain-none': 'This till belongs to no chain.',
    'chain-unsent':
      'Central does not have {entries} entries of this till yet; wait until they are sent, and leave then.',
    'chain-has-members':
      'This till has members of its own, which a chain cannot take over from it; import them at central, and join with a fresh data folder.',
    'till-revoked':
      'Central has put this till out, and nothing can be sold here; ask whoever looks after the tills.',
    'chain-basket-open': 'There is a sale on the counter or on hold; pay or void it first.',
    'chain-till-wiped':
      'This till was put out of its chain: all that it sold is at central, and its books are gone from here. Ask whoever looks after central.',
    'central-decides': 'Central decides this for all shops of the chain; change it there.',
    'unasked-points':
      'Points cannot be redeemed while central is not reached; sell without them, or try again later.',
    'unasked-points-twice':
      'This member has redeemed points today while central was not reached; once a day is all until it is.',
    'unasked-points-elsewhere':
      'While central is not reached none of this member’s points are kept for this till; they can be redeemed at the shop where the member bought last, or here once central is reached.',
    'unasked-points-limit': 'While central is not reached at most {max} points may be redeemed here now.',
    'unasked-coupon':
      'The coupon {coupon} cannot be used while central is not reached; sell without it, or try again later.',
    'unasked-coupon-elsewhere':
      'While central is not reached the coupon {coupon} cannot be used here, because it is not kept for this till; sell without it, or try again later.',
    'unasked-coupon-limit':
      'While central is not reached coupons may take at most {limit} off now; take {coupon} off the sale.',
    'central-coupon-leased':
      'The coupon {coupon} is kept for another till, of the shop where the member bought last; use it there, or sell without it.',
    'central-points-short':
      'Central has fewer points of this member to spend; they may be in use at another till. Redeem fewer, or none.',
    'receipt-not-asked':
      'That receipt is of another till, and central cannot be asked; take the goods back as a return without a receipt, or try again later.',
    'unasked-refund-limit':
      'While central is not reached at most {limit} of another till’s sales may be refunded here now.',
  },
  'zh-CN': {
    'central-address-invalid': '{url} 不是总部地址，请按总部页面显示的填写，以 https:// 开头。',
    'central-unreachable': '{url} 没有应答，请检查地址和本机网络后重试。',
    'central-certificate': '{url} 的证书不可信，请填写 IT 提供的 CA 文件，并检查本机日期。',
    'central-protocol': '本程序与总部版本不兼容，请升级较旧的一方。',
    'central-answer-invalid': '{url} 应答的不是总部系统，请检查地址。',
    'central-busy': '总部正忙，请过一分钟再试。',
    'central-refused': '总部拒绝了此操作（{detail}），请联系总部管理员。',
    'enrolment-code-unknown': '总部没有这个加入码，请按总部页面显示的输入，或重新生成。',
    'enrolment-code-used': '加入码已用过，每个只能用于一台收银机，请在总部重新生成。',
    'enrolment-code-expired': '加入码已过期，请在总部重新生成。',
    'enrolment-code-elsewhere': '该代码属于另一台收银机，或不是本机所属连锁的，请让总部为本机生成。',
    'enrolment-register-active':
      '总部已有一台与本机身份相同的收银机。如本机由别的电脑复制而来，请换用空的数据文件夹重新开始；如就是那台收银机，请让总部生成换密钥代码。',
    'enrolment-till-taken':
      '本店已有 {tillCode} 号机，请换一个机号。如本机是那台收银机的新电脑，请在此恢复其备份，并让总部生成换密钥代码。',
    'chain-joined': '本机已属于{chain}：更换密钥须用总部页面专门生成的换密钥代码；要加入其他连锁，须先退出。',
    'chain-none': '本机没有加入连锁。',
    'chain-unsent': '还有 {entries} 条记录未传到总部，请等传完再退出。',
    'chain-has-members': '本机已有自己的会员，连锁无法接管，请在总部导入会员，再用新的数据文件夹加入。',
    'till-revoked': '总部已停用本机，不能再销售，请联系管理员。',
    'chain-basket-open': '柜台上或挂起的交易还没结束，请先结账或作废。',
    'chain-till-wiped': '本机已被总部停用：全部销售都已上传，本机账目已清除，请联系总部管理员。',
    'central-decides': '此项由总部统一管理，请在总部修改。',
    'unasked-points': '联系不上总部，暂时不能兑换积分，请先不用积分，或稍后再试。',
    'unasked-points-twice': '该会员今天已在离线时兑换过积分，联系上总部之前每天只能一次。',
    'unasked-points-elsewhere':
      '联系不上总部，本机没有为该会员预留积分；可到会员上次购物的门店兑换，或等联系上总部后在此兑换。',
    'unasked-points-limit': '联系不上总部时，这里现在最多兑换 {max} 分。',
    'unasked-coupon': '联系不上总部，暂时不能使用券 {coupon}，请先不用券，或稍后再试。',
    'unasked-coupon-elsewhere':
      '联系不上总部，券 {coupon} 未预留给本机，暂时不能使用，请先不用券，或稍后再试。',
    'unasked-coupon-limit': '联系不上总部时，券现在最多可抵 {limit}，请从本单移除 {coupon}。',
    'central-coupon-leased': '券 {coupon} 已预留给会员上次购物门店的另一台收银机，请到那里使用，或先不用券。',
    'central-points-short': '总部该会员可用积分不足，可能正在另一台收银机使用，请少用或不用积分。',
    'receipt-not-asked': '这是别的收银机的小票，现在联系不上总部，请按无小票退货处理，或稍后再试。',
    'unasked-refund-limit': '联系不上总部时，这里现在最多可退别的收银机的货 {limit}。',
  },
};
