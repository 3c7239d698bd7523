/** Runs `work` for every item, at most `limit` at once. An item that fails is reported and does not stop the others. */
export async function forEachLimited<Item>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<void>,
  onError: (error: unknown, item: Item) => void,
): Promise<void> {
  const rest = items.values();
  async function lane(): Promise<void> {
    for (const item of rest) {
      try {
        await work(item);
      } catch (error) {
        onError(error, item);
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
}
