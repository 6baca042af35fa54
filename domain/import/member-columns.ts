import type { ImportFileError } from '../import-error.ts';
import { fail, type Result } from '../result.ts';
import { readColumns, type TableColumns, type TableHeaders } from './table-columns.ts';

/** What a column of a file of members can hold. */
export type MemberColumn =
  | 'code'
  | 'name'
  | 'phone'
  | 'birthday'
  | 'card'
  | 'email'
  | 'note'
  | 'tier'
  | 'points'
  | 'pointsExpire'
  | 'spent'
  | 'visits'
  | 'joined'
  | 'consents';

export type MemberColumns = TableColumns<MemberColumn>;

/** The headers of each column; case, blanks, hyphens and underscores do not count. */
export const MEMBER_HEADERS: TableHeaders<MemberColumn> = {
  code: ['code', 'member_code', 'member_number', 'number', '会员号', '会员编号', '会员编码'],
  name: ['name', 'full_name', '姓名', '会员姓名', '名称'],
  phone: ['phone', 'mobile', 'telephone', '手机', '手机号', '手机号码', '电话'],
  birthday: ['birthday', 'birth_date', 'date_of_birth', '生日', '出生日期'],
  card: ['card', 'cards', 'card_number', '卡号', '会员卡', '会员卡号'],
  email: ['email', 'mail', '邮箱', '电子邮箱'],
  note: ['note', 'remark', '备注'],
  tier: ['tier', 'level', '等级', '会员等级'],
  points: ['points', 'balance', '积分'],
  pointsExpire: ['points_expire', 'points_expiry', '积分到期', '积分有效期'],
  spent: ['spent', 'total_spent', '累计消费', '消费金额'],
  visits: ['visits', 'orders', '消费次数', '到店次数'],
  joined: ['joined', 'join_date', 'registered', '入会日期', '注册日期'],
  consents: ['consents', '授权'],
};

/** Reads the header row. A file needs a column that tells members apart, and no two that mean the same. */
export function readMemberHeader(header: readonly string[]): Result<MemberColumns, ImportFileError> {
  const columns = readColumns(header, MEMBER_HEADERS);
  if (!columns.ok) return columns;
  const { indexes, found } = columns.value;
  const isTold = [indexes.code, indexes.card, indexes.phone].some((index) => index !== undefined);
  return isTold ? columns : fail({ code: 'file-without-members', found });
}
