import type { ask } from '../service/connection.ts';

type Service = Parameters<Parameters<typeof ask>[0]>[0];
type StaffList = Extract<Awaited<ReturnType<Service['staff']['list']>>, { ok: true }>['value'];
/** A person as the books have them, and what they can sign in with. */
export type StaffListing = StaffList[number];

/** A person as the form has them; new without an id. */
export interface PersonDraft {
  readonly id: string | null;
  readonly code: string;
  readonly name: string;
  readonly roleCode: string;
  readonly isActive: boolean;
}
