import type { Shop } from '../../chain.ts';
import { useText } from '../state/language.ts';
import { frameText } from '../text/frame-text.ts';
import { Select } from './basics.tsx';

interface ShopSelectProps {
  readonly shops: readonly Pick<Shop, 'code' | 'name'>[];
  /** Empty stands for all of them, where that may be chosen. */
  readonly value: string;
  readonly mayBeAll?: boolean;
  readonly onChange: (code: string) => void;
}

/** One of the shops, by its name and code. */
export function ShopSelect({ shops, value, mayBeAll = false, onChange }: ShopSelectProps) {
  const t = useText(frameText);
  const all = mayBeAll ? [{ value: '', label: t('allShops') }] : [];
  const each = shops.map(({ code, name }) => ({ value: code, label: `${name} ${code}` }));
  return <Select label={t('shop')} value={value} options={[...all, ...each]} onChange={onChange} />;
}
