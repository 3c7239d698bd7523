/** A plain BM25 (Robertson, k1 1.2, b 0.75) over one text per document: lower-case words, nothing else. What any ranking must beat. */
const K1 = 1.2;
const B = 0.75;

export type Bm25 = { search(query: string, limit: number): number[] };

export function createBm25(documents: readonly { readonly id: number; readonly text: string }[]): Bm25 {
  const postings = new Map<string, Map<number, number>>();
  const lengths = new Map<number, number>();
  for (const { id, text } of documents) {
    const words = tokens(text);
    lengths.set(id, words.length);
    for (const word of words) {
      const counts = postings.get(word) ?? new Map<number, number>();
      postings.set(word, counts);
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  const average = [...lengths.values()].reduce((sum, length) => sum + length, 0) / Math.max(1, documents.length);
  return {
    search(query, limit) {
      const scores = new Map<number, number>();
      for (const word of new Set(tokens(query))) {
        const counts = postings.get(word);
        if (counts === undefined) continue;
        const weight = Math.log(1 + (documents.length - counts.size + 0.5) / (counts.size + 0.5));
        for (const [id, count] of counts) {
          const score = (weight * count * (K1 + 1)) / (count + K1 * (1 - B + (B * lengths.get(id)!) / average));
          scores.set(id, (scores.get(id) ?? 0) + score);
        }
      }
      return [...scores]
        .sort((a, b) => b[1] - a[1] || a[0] - b[0])
        .slice(0, limit)
        .map(([id]) => id);
    },
  };
}

function tokens(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
