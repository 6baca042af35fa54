/** Which of some things belong together because something joins them, directly or by others between. */
export interface Joined {
  readonly join: (members: readonly number[]) => void;
  /** The parts, each in ascending order, by their first members. */
  readonly parts: () => number[][];
}

/** So many things, none of which is joined to another yet: union-find with path halving. */
export function startApart(count: number): Joined {
  const parent = [...new Array(count).keys()];
  const rootOf = (index: number): number => {
    let at = index;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  return {
    join: (members) => {
      const first = members[0];
      if (first === undefined) return;
      for (const member of members) {
        const a = rootOf(first);
        const b = rootOf(member);
        parent[Math.max(a, b)] = Math.min(a, b);
      }
    },
    parts: () => {
      const parts = new Map<number, number[]>();
      for (let index = 0; index < count; index += 1) {
        const root = rootOf(index);
        const part = parts.get(root);
        if (part) part.push(index);
        else parts.set(root, [index]);
      }
      return [...parts.values()];
    },
  };
}
