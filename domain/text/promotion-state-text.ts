import type { PromotionState } from '../promotions/promotion-state.ts';
import type { Language } from './language.ts';

/** Whether a rule counts, and if not why, in a word or two. */
export const promotionStateText: Readonly<Record<Language, Readonly<Record<PromotionState, string>>>> = {
  en: {
    on: 'On',
    off: 'Switched off',
    'not-yet': 'Not yet',
    ended: 'Ended',
    'used-up': 'Used up',
    'used-up-today': 'Used up today',
    'budget-spent': 'Budget spent',
  },
  'zh-CN': {
    on: '生效中',
    off: '已停用',
    'not-yet': '未开始',
    ended: '已结束',
    'used-up': '次数已用完',
    'used-up-today': '今日已用完',
    'budget-spent': '预算已用完',
  },
};
