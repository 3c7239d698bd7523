/** Something that happened, written to an outbox in the transaction that made it happen. */
export type ShopEvent = {
  /** UUIDv7. The same event always has the same id, so a consumer that may see it twice keys its effect by it. */
  readonly id: string;
  /** Given by the relay: the order in which every consumer reads. Not dense. */
  readonly position: number;
  readonly aggregateType: string;
  readonly aggregateId: string;
  /** The shopper whose shard it came from; null for events of the product side. */
  readonly shopperId: string | null;
  /** The product whose shard it came from; null for events of the shopper side. */
  readonly productId: number | null;
  /** Grows with every change of the aggregate. Events of one aggregate are read in this order. */
  readonly version: number;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
};

export interface EventConsumer {
  /** Names the cursor in the database; renaming a consumer starts a new one. */
  readonly name: string;
  /** Only events of these types are handed over. */
  readonly types: readonly string[];
  /** Where a consumer that is new to this database starts: at the first event kept (the default) or at those to come. */
  readonly from?: "beginning" | "now";
  /** Milliseconds between its batches at the least, so that more comes together: for effects that nobody waits for. 0 when not given. */
  readonly restMs?: number;
  /**
   * Takes a batch in order, at least once: it must be idempotent. When it throws, the batch is retried without limit if the database was
   * away, else the events go one by one, and one that keeps failing becomes a dead letter.
   */
  handle(events: readonly ShopEvent[]): Promise<void>;
}
