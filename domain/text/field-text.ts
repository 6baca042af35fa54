import type { TextField } from '../errors.ts';
import type { Language } from './language.ts';

/** What each text that a person enters is called. */
export const fieldText: Record<Language, Record<TextField, string>> = {
  en: {
    reason: 'reason',
    label: 'label',
    note: 'note',
    reference: 'reference',
    name: 'name',
    code: 'code',
    role: 'role',
  },
  'zh-CN': {
    reason: '原因',
    label: '标签',
    note: '备注',
    reference: '参考号',
    name: '名称',
    code: '工号',
    role: '角色',
  },
};
