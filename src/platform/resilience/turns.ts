/** Runs what has the same key one after the other in this process; different keys do not wait for each other. */
export type Turns = <T>(key: string, work: () => Promise<T>) => Promise<T>;

export function createTurns(): Turns {
  const last = new Map<string, Promise<void>>();
  return async (key, work) => {
    const before = last.get(key);
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    last.set(key, ended);
    if (before !== undefined) await before;
    try {
      return await work();
    } finally {
      if (last.get(key) === ended) last.delete(key);
      end();
    }
  };
}
