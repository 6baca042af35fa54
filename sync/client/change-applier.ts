import type { ArticleBatch } from '../../db/catalogue-writer.ts';
import type { MemberLoad } from '../../db/bulk-members.ts';
import type { MemberBatch } from '../../db/member-batch.ts';
import type { StoreReader, StoreWriter } from '../../db/open-store.ts';
import type { PulledPromotion } from '../../db/promotion-store.ts';
import type { Article } from '../../domain/article.ts';
import type { Change, WireStaff } from '../protocol/feed.ts';
import type { JournalPlace } from '../protocol/push.ts';
import { isId, storedArticle, pulledMember, storedPromotion } from './stored-change.ts';

/** What became of one kind of reference data. */
export interface ReferenceCounts {
  readonly changedCount: number;
  readonly removedCount: number;
  readonly digest: string;
}

/** What of some changes is written, and what is for an entry of the journal to say. */
export interface AppliedChanges {
  /** Null where there was nothing of it. */
  readonly articles: ReferenceCounts | null;
  readonly promotions: ReferenceCounts | null;
  readonly settings: ReadonlyMap<string, unknown>;
  readonly staff: ReadonlyMap<string, WireStaff | null>;
  /** Of this till's journal, in the figures that came. */
  readonly applied: JournalPlace | null;
  /** Scopes of changes that were left out, because they cannot be what they say. */
  readonly refused: readonly Change['scope'][];
}

export interface ChangeApplier {
  apply(change: Change): void;
  /** Ends what is written together, and tells of it. Nothing is applied after it. */
  finish(): AppliedChanges;
}

/** What makes filling empty books faster. */
export interface LoadHints {
  /** About how many: a whole catalogue is indexed at the end. */
  readonly expectedArticles?: number | undefined;
  /** Into books without members, each once. */
  readonly memberLoad?: MemberLoad | null;
}

type ChangeOf<Scope extends Change['scope']> = Extract<Change, { scope: Scope }>;

const RULE_USE_KEY = /^.+\|[^|]*\|[^|]*$/s;

/** Writes what central says into reference data, inside a commit. */
export function createChangeApplier(
  store: StoreReader,
  writer: StoreWriter,
  registerId: string,
  { expectedArticles = 1, memberLoad = null }: LoadHints = {},
): ChangeApplier {
  const articles = createArticles(store, () => writer.catalogue.begin(expectedArticles));
  const members = memberLoad ? loadMembers(memberLoad, writer) : createMembers(writer);
  const promotions = new Map<string, PulledPromotion | null>();
  const settings = new Map<string, unknown>();
  const staff = new Map<string, WireStaff | null>();
  const refused: Change['scope'][] = [];
  let applied: JournalPlace | null = null;

  /** False for what cannot be what it says. */
  function applyOne(change: Change): boolean {
    const { scope, key } = change;
    switch (scope) {
      case 'article':
        return articles.apply(change);
      case 'member':
        return members.apply(change);
      case 'promotion': {
        const promotion = change.value && storedPromotion(key, change.value);
        // A rule that this program does not understand must not go on as it was.
        promotions.set(key, promotion);
        return change.value === null || promotion !== null;
      }
      case 'account':
        if (!isId(key)) return false;
        writer.chain.saveAccount(key, change.value);
        return true;
      case 'coupon':
        if (!isId(key)) return false;
        writer.chain.saveCoupon(key, change.value);
        return true;
      case 'rule-use':
        if (!RULE_USE_KEY.test(key)) return false;
        writer.chain.saveRuleUse(key, change.value);
        return true;
      case 'exception':
        writer.chain.saveException(key, change.value);
        return true;
      case 'policy':
        writer.chain.savePolicy(change.value);
        return true;
      case 'applied':
        if (key === registerId && change.value) applied = change.value;
        return true;
      case 'setting':
        // There is no shop without a section: one that is taken away stays as it is.
        if (change.value) settings.set(key, change.value.value);
        return true;
      case 'staff':
        staff.set(key, change.value);
        return isId(key);
    }
  }

  return {
    apply(change) {
      if (!applyOne(change)) refused.push(change.scope);
    },
    finish() {
      const pulled = promotions.size > 0 ? writer.promotions.apply(promotions) : null;
      members.finish();
      return {
        articles: articles.finish(),
        promotions: pulled && {
          changedCount: pulled.changed,
          removedCount: pulled.removed,
          digest: pulled.digest,
        },
        settings,
        staff,
        applied,
        refused,
      };
    },
  };
}

function createArticles({ catalogue }: StoreReader, begin: () => ArticleBatch) {
  let begun: ArticleBatch | null = null;
  let [changedCount, removedCount] = [0, 0];
  const batch = () => (begun ??= begin());

  /** Central gives a barcode to one article only, so whoever has it here has lost it, and is told so by a later change. */
  function save(article: Article): void {
    const saved = batch().save(article);
    if (saved === 'unchanged') return;
    if (typeof saved === 'string') {
      changedCount += 1;
      return;
    }
    const other = catalogue.byCode(saved.conflict);
    if (!other) throw new Error(`article ${saved.conflict} has a barcode and is not there`);
    const barcodes = other.barcodes.filter((barcode) => !article.barcodes.includes(barcode));
    save({ ...other, barcodes });
    save(article);
  }

  return {
    apply({ key, value }: ChangeOf<'article'>): boolean {
      if (value) save(storedArticle(key, value));
      else if (batch().remove(key)) removedCount += 1;
      return true;
    },
    finish: (): ReferenceCounts | null => begun && { changedCount, removedCount, digest: begun.finish() },
  };
}

function createMembers({ members, chain }: StoreWriter) {
  let begun: MemberBatch | null = null;
  const batch = () => (begun ??= members.begin());
  return {
    apply({ key, value }: ChangeOf<'member'>): boolean {
      if (!isId(key)) return false;
      if (!value) {
        chain.saveAliases(key, []);
        batch().drop(key);
        return true;
      }
      const pulled = pulledMember(key, value);
      if (!pulled) return false;
      const put = batch().put(pulled);
      // Who is new here was nobody else here either.
      if (put !== 'added' || value.formerIds.length > 0) chain.saveAliases(key, value.formerIds);
      return true;
    },
    finish: () => void begun?.finish(),
  };
}

function loadMembers(load: MemberLoad, { chain }: StoreWriter) {
  return {
    apply({ key, value }: ChangeOf<'member'>): boolean {
      if (!value) return true;
      const pulled = pulledMember(key, value);
      if (!pulled) return false;
      load.add(pulled);
      if (value.formerIds.length > 0) chain.saveAliases(key, value.formerIds);
      return true;
    },
    finish: () => void load.finish(),
  };
}
