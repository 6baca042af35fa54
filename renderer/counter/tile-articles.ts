import { useEffect } from 'react';
import { create } from 'zustand';
import type { TileGroup } from '../../domain/shop-settings.ts';
import type { TileArticle } from '../service/answers.ts';
import { ask } from '../service/connection.ts';
import { useTill } from '../state/till.ts';

/** As many as one call answers for; more tiles than that a shop cannot have. */
const CODES_MAX = 800;

/** The articles on the tiles, by code. Kept while the counter is open, so that coming back to the tiles shows them at once. */
const useTileStore = create<{ readonly byCode: ReadonlyMap<string, TileArticle> }>(() => ({
  byCode: new Map(),
}));

/** The articles that the tiles sell; read again with every change of the settings and every connection. */
export function useTileArticles(groups: readonly TileGroup[]): ReadonlyMap<string, TileArticle> {
  const isConnected = useTill((state) => state.isConnected);
  useEffect(() => {
    const codes = [...new Set(groups.flatMap(({ tiles }) => tiles.map(({ articleCode }) => articleCode)))];
    if (isConnected && codes.length > 0) void readArticles(codes.slice(0, CODES_MAX));
  }, [groups, isConnected]);
  return useTileStore((state) => state.byCode);
}

async function readArticles(codes: string[]): Promise<void> {
  const answer = await ask((service) => service.catalogue.byCodes({ codes }));
  if (answer.ok)
    useTileStore.setState({ byCode: new Map(answer.value.map((article) => [article.code, article])) });
}
