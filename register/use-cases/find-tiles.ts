import type { Article } from '../../domain/article.ts';
import type { Register } from '../register.ts';

/** An article as its tile shows it. */
export type TileArticle = Pick<Article, 'code' | 'name' | 'priceE4' | 'unit' | 'department'>;

/** Those of the articles that are sold, in the order asked. */
export function findTiles({ store }: Register, codes: readonly string[]): TileArticle[] {
  return codes.flatMap((asked) => {
    const article = store.catalogue.byCode(asked);
    if (!article?.isActive) return [];
    const { code, name, priceE4, unit, department } = article;
    return [{ code, name, priceE4, unit, department }];
  });
}
