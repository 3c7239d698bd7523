/** What can be liked. */
export const likeSubjects = ["product", "review"] as const;

/** A thing with the product that names its shard: for a product itself, `id` is `productId`. */
export type Subject = {
  readonly kind: (typeof likeSubjects)[number];
  readonly id: number;
  readonly productId: number;
};
