import type { Shift } from '../../db/shifts.ts';
import type { TillIdentity } from '../../db/till-store.ts';
import type { ShopSettings } from '../../domain/shop-settings.ts';
import type { LastRestore } from '../use-cases/restore-note.ts';
import { answers } from './answer.ts';
import { nothing } from './fields.ts';
import { settingsChange } from './settings.ts';

/** The open shift, with the name of who opened it; null where the till did itself. */
export interface OpenShift extends Shift {
  readonly openedByName: string | null;
}

/** What the counter needs to know of its till before anybody signs in. */
export interface TillStatus {
  readonly identity: TillIdentity;
  readonly settings: ShopSettings;
  /** The open one. */
  readonly shift: OpenShift | null;
  /** Nobody works here yet: `staff.addFirstManager` comes next. */
  readonly isWithoutStaff: boolean;
  /** How far the clock is from the last entry where that is more than 48 hours, positive when ahead; else null. */
  readonly clockJumpMs: number | null;
  /** How a restore from the screen ended, until somebody acknowledges it. */
  readonly lastRestore: LastRestore | null;
  readonly versions: { readonly program: string; readonly node: string; readonly sqlite: string };
}

export const tillContract = {
  status: answers<TillStatus>().input(nothing),
  changeSettings: answers<ShopSettings>().input(settingsChange),
};
