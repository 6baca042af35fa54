import type { Article } from '../../domain/article.ts';
import { NO_MEMBERSHIP, type Basket, type BasketLine, type BasketMembership } from '../../domain/basket.ts';
import type { Register } from '../../register/register.ts';
import { articleLines } from '../../register/use-cases/add-lines.ts';
import type { Chance } from './chance.ts';
import { benchMember } from './member-file.ts';
import { valueOf } from './value-of.ts';

/** Of the catalogue, as many articles as a shop of this size really sells; the first are sold far more than the last. */
const SOLD_ARTICLES = 20_000;
/** Of the members, as many as come again and again. */
const REGULARS = 5_000;
const REGULARS_SHARE = 0.9;

/** Who comes to the shop, and with what. */
export interface Shopping {
  readonly articles: readonly Article[];
  /** A line for each of these articles, with new ids. */
  lines(articles: readonly Article[]): BasketLine[];
  /** Lines of so many different articles. */
  distinctLines(count: number): BasketLine[];
  /** The id of a member: mostly one of the regulars. */
  memberId(): string;
}

export function goShopping(register: Register, chance: Chance, memberCount: number): Shopping {
  const articles = readSoldArticles(register);
  const regulars = Math.min(REGULARS, memberCount);
  const lines = (chosen: readonly Article[]) =>
    chosen.flatMap((article) => {
      const quantityThousandths = chance.number() < 0.8 ? 1_000 : (2 + chance.below(5)) * 1_000;
      return valueOf(articleLines(register, article, { quantityThousandths }));
    });
  return {
    articles,
    lines,
    distinctLines(count) {
      const chosen = new Set<Article>();
      while (chosen.size < count) chosen.add(chance.pickUnevenly(articles));
      return lines([...chosen]);
    },
    memberId() {
      const isRegular = chance.number() < REGULARS_SHARE;
      const row = isRegular ? Math.floor(chance.number() ** 2 * regulars) : chance.below(memberCount);
      return memberIdAt(register, row);
    },
  };
}

/** The member in a row of the file that they were imported from. */
export function memberIdAt({ store }: Register, row: number): string {
  const member = store.members.byNumber(benchMember(row).code);
  if (!member) throw new Error(`row ${row} of the members is not there`);
  return member.memberId;
}

/** A basket as checkout would find it. */
export function makeBasket(
  register: Register,
  lines: readonly BasketLine[],
  membership: BasketMembership = NO_MEMBERSHIP,
): Basket {
  const nowUtcMs = register.clock.nowUtcMs();
  return {
    id: register.newId(),
    state: 'checkout',
    openedAtUtcMs: nowUtcMs - 60_000,
    frozenAtUtcMs: nowUtcMs,
    label: null,
    sourceRef: null,
    discount: null,
    taxExemption: null,
    membership,
    lines,
  };
}

function readSoldArticles({ store }: Register): Article[] {
  const codes = store.db
    .prepare<[number], string>('SELECT code FROM article ORDER BY number LIMIT ?')
    .pluck()
    .all(SOLD_ARTICLES);
  return codes.map((code) => store.catalogue.byCode(code)!);
}
