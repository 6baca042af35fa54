import { create } from 'zustand';
import type { Result } from '../../domain/result.ts';
import { findSettingsFault, type SettingsFault } from '../../domain/settings-fault.ts';
import type { SettingsSection, ShopSettings } from '../../domain/shop-settings.ts';
import type { ScreenError, ask } from '../service/connection.ts';
import { perform } from '../state/counter.ts';
import { refreshTill, useTill } from '../state/till.ts';
import { nextSection } from './saving-order.ts';

type Service = Parameters<Parameters<typeof ask>[0]>[0];
type Change = Parameters<Service['till']['changeSettings']>[0];
type Sections = Partial<ShopSettings>;

/** What somebody changed in the settings and has not saved. It outlives a lock of the screen. */
interface DraftState {
  readonly sections: Sections;
  readonly fault: ScreenError | null;
  /** What was saved last and how it was before, the last first; null once something else is changed. */
  readonly undo: readonly (readonly [SettingsSection, ShopSettings[SettingsSection]])[] | null;
}

const nothing: DraftState = { sections: {}, fault: null, undo: null };
const useDraft = create<DraftState>(() => nothing);

/** The shop's settings as they are in the books. The settings are only shown where the till is known. */
export function useSettings(): ShopSettings {
  const settings = useTill((state) => state.status?.settings);
  if (!settings) throw new Error('the settings are shown before the till is known');
  return settings;
}

/** A section as it is on the page, and how to change it there. */
export function useSection<S extends SettingsSection>(
  section: S,
): readonly [ShopSettings[S], (value: ShopSettings[S]) => void] {
  const stored = useSettings()[section];
  const drafted = useDraft((state) => state.sections[section]) as ShopSettings[S] | undefined;
  const isDrafted = useDraft((state) => section in state.sections);
  const setSection = (value: ShopSettings[S]) => {
    const { [section]: _, ...others } = useDraft.getState().sections;
    const isSame = JSON.stringify(value) === JSON.stringify(stored);
    useDraft.setState({
      sections: isSame ? others : { ...others, [section]: value },
      fault: null,
      undo: null,
    });
  };
  return [isDrafted ? (drafted as ShopSettings[S]) : stored, setSection];
}

/** What a page with changes can do with them. */
export interface Edit {
  readonly isChanged: boolean;
  /** What does not agree with the rest, before it is sent. */
  readonly conflict: SettingsFault | null;
  readonly fault: ScreenError | null;
  /** What whoever saves should know first; saving then has a name that says so. */
  readonly caution?: { readonly text: string; readonly saveLabel: string };
  /** Whether it is saved now. */
  readonly save: () => Promise<boolean>;
  readonly discard: () => void;
  /** Null where nothing was saved on this page. */
  readonly undo: (() => void) | null;
}

/** The changes of the sections that a page shows. */
export function useSectionsEdit(sections: readonly SettingsSection[]): Edit {
  const settings = useSettings();
  const { sections: drafted, fault, undo } = useDraft();
  const own = sections.filter((section) => section in drafted);
  return {
    isChanged: own.length > 0,
    conflict: own.length > 0 ? findSettingsFault({ ...settings, ...drafted }) : null,
    fault,
    save: () => saveSections(sections),
    discard: () => discardSections(sections),
    undo: undo && undo.length > 0 && own.length === 0 ? () => void undoSections() : null,
  };
}

/** A page begins with nothing said of the one before. */
export function forgetSaved(): void {
  useDraft.setState({ fault: null, undo: null });
}

/** Changes one section at once, where there is nothing to think over. */
async function changeSection<S extends SettingsSection>(
  section: S,
  value: ShopSettings[S],
): Promise<Result<unknown, ScreenError>> {
  const result = await perform((service, approval) =>
    service.till.changeSettings({ section, value, ...(approval && { approval }) } as Change),
  );
  if (result.ok) await refreshTill();
  return result;
}

async function saveSections(sections: readonly SettingsSection[]): Promise<boolean> {
  const undo: [SettingsSection, ShopSettings[SettingsSection]][] = [];
  for (;;) {
    const settings = useTill.getState().status?.settings;
    const { sections: drafted } = useDraft.getState();
    const own = Object.fromEntries(Object.entries(drafted).filter(([section]) => isOneOf(sections, section)));
    const section = settings ? nextSection(settings, own) : null;
    if (!settings || section === null) break;
    const result = await changeSection(section, drafted[section] as ShopSettings[typeof section]);
    if (!result.ok) {
      useDraft.setState({ fault: result.error, undo });
      return false;
    }
    undo.unshift([section, settings[section]]);
    discardSections([section]);
  }
  useDraft.setState({ fault: null, undo });
  return true;
}

async function undoSections(): Promise<void> {
  const { undo } = useDraft.getState();
  for (const [section, value] of undo ?? []) {
    const result = await changeSection(section, value);
    if (!result.ok) return useDraft.setState({ fault: result.error });
  }
  useDraft.setState({ fault: null, undo: null });
}

function discardSections(sections: readonly SettingsSection[]): void {
  const left = Object.entries(useDraft.getState().sections).filter(
    ([section]) => !isOneOf(sections, section),
  );
  useDraft.setState({ sections: Object.fromEntries(left), fault: null, undo: null });
}

function isOneOf(sections: readonly string[], section: string): boolean {
  return sections.includes(section);
}
