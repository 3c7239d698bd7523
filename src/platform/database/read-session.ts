import { AsyncLocalStorage } from "node:async_hooks";
import { laterOf, type SeenPosition } from "./consistency-token.ts";

/** A server that a request has read from; asked for its position when the answer goes out. */
export interface UsedNode {
  readonly name: string;
}

/**
 * What the reads of one request share: how new they must be, and which servers answered. Reads find it by themselves, also behind a
 * batch, so that no function between a route and its statements hands it on.
 */
export interface ReadSession {
  /** What earlier answers of the same session have shown; null: nothing is known of it. */
  readonly required: SeenPosition | null;
  /** False for a request that may write: whatever it decides, it decides on the primary. */
  readonly mayUseReplicas: boolean;
  /** Called for each server that a statement of this request ran on. */
  note(node: UsedNode): void;
}

const sessions = new AsyncLocalStorage<ReadSession | undefined>();

/** Undefined outside of requests, in workers for example, and where there are no replicas. */
export function currentReadSession(): ReadSession | undefined {
  return sessions.getStore();
}

export function withReadSession<T>(session: ReadSession | undefined, work: () => T): T {
  return session === sessions.getStore() ? work() : sessions.run(session, work);
}

/** Stands for all requests whose reads go together in one statement: as new as the most demanding one needs it. */
export function jointSession(parts: readonly (ReadSession | undefined)[]): ReadSession | undefined {
  const distinct = new Set(parts);
  if (distinct.size === 1) return parts[0];
  const known = [...distinct].filter((session) => session !== undefined);
  return {
    required: known.reduce<SeenPosition | null>((latest, { required }) => laterOf(latest, required), null),
    // Whoever has no session reads from the primary, and so do those who go with it.
    mayUseReplicas: known.length === distinct.size && known.every((session) => session.mayUseReplicas),
    note(node) {
      for (const session of known) session.note(node);
    },
  };
}
