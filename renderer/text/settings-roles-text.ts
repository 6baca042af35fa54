import type { Texts } from './texts.ts';

const en = {
  hint: 'What a role lacks, somebody with the right allows by PIN at the counter.',
  roles: 'Roles',
  newRole: 'New role',
  addRole: 'Add a role',
  removeRole: 'Remove the role',
  rights: 'May',
  limits: 'How far alone',
  limitsHint: 'Beyond it, a second person is asked. A limit counts only where the right is given.',
  discountMax: 'Discount up to',
  overrideMax: 'Price below the shelf’s by up to',
  refundMax: 'Refund without receipt up to',
  cashMax: 'Pay in or out up to',
  noLimit: 'No limit',
  unlimited: 'any amount',
};

/** Of the page of roles. */
export const settingsRolesText: Texts<keyof typeof en> = {
  en,
  'zh-CN': {
    hint: '角色没有的权限，由有权限的人在收银台输 PIN 授权。',
    roles: '角色',
    newRole: '新角色',
    addRole: '增加角色',
    removeRole: '删除此角色',
    rights: '权限',
    limits: '限额',
    limitsHint: '超出限额须他人授权。限额只对已有的权限有效。',
    discountMax: '折扣最多',
    overrideMax: '改价最多低于定价',
    refundMax: '无小票退货最多',
    cashMax: '收支现金最多',
    noLimit: '不限',
    unlimited: '任意金额',
  },
};
