/** Up to so many, finding the place of one after the other is quicker than what `sort` sets up for each call. */
const FEW = 64;

/** Sorts in place, as `sort` does, what is mostly only a few: those that compare alike stay in their order. */
export function sortFew<T>(list: T[], compare: (a: T, b: T) => number): T[] {
  if (list.length > FEW) return list.sort(compare);
  for (let sorted = 1; sorted < list.length; sorted += 1) {
    const item = list[sorted]!;
    let from = 0;
    let to = sorted;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (compare(list[middle]!, item) > 0) to = middle;
      else from = middle + 1;
    }
    for (let at = sorted; at > from; at -= 1) list[at] = list[at - 1]!;
    list[from] = item;
  }
  return list;
}
