/**
 * Keeps what is made of an object for as long as the object is kept: rules change seldom, and baskets at each scan. Nothing
 * may change the object meanwhile.
 */
export function keptFor<K extends object, V extends object>(make: (key: K) => V): (key: K) => V {
  const kept = new WeakMap<K, V>();
  return (key) => {
    let value = kept.get(key);
    if (value === undefined) {
      value = make(key);
      kept.set(key, value);
    }
    return value;
  };
}
