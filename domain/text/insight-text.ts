import type { LifecycleStage } from '../insight/lifecycle.ts';
import type { Segment } from '../insight/segments.ts';
import type { Language } from './language.ts';

/** What a manager reads of the segments that members are in. The stages of the lifecycle are among them. */
const segmentName: Readonly<Record<Language, Readonly<Record<Segment, string>>>> = {
  en: {
    new: 'New',
    active: 'Active',
    back: 'Back again',
    'at-risk': 'At risk',
    lapsed: 'Lapsed',
    champion: 'Champion',
    loyal: 'Loyal',
    'big-spender': 'Big spender',
    promising: 'Promising',
    'win-back': 'To win back',
  },
  'zh-CN': {
    new: '新会员',
    active: '活跃',
    back: '回流',
    'at-risk': '有流失风险',
    lapsed: '已流失',
    champion: '核心会员',
    loyal: '忠诚会员',
    'big-spender': '高消费会员',
    promising: '潜力会员',
    'win-back': '待挽回',
  },
};

export function nameSegment(segment: Segment | LifecycleStage, language: Language): string {
  return segmentName[language][segment];
}
