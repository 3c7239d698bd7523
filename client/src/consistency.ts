/** The header with which the shop says how new its answer was, and with which a client asks for nothing older. */
export const CONSISTENCY_HEADER = "consistency-token";

/** What one session has seen last. Several clients of the same shopper share one. */
export interface Consistency {
  /** For the next request; null before the first answer that carried one. */
  current(): string | null;
  /** Of an answer. Of several the one that sorts last is the newest, whichever arrives last. */
  note(token: string | null): void;
}

export type ConsistencyOptions = {
  /** Kept from before, so that a new page does not show less than the last one. */
  readonly initial?: string | null;
  readonly onChange?: (token: string) => void;
};

export function createConsistency({ initial = null, onChange }: ConsistencyOptions = {}): Consistency {
  let newest = initial;
  return {
    current: () => newest,
    note(token) {
      if (token === null || (newest !== null && token <= newest)) return;
      newest = token;
      onChange?.(token);
    },
  };
}
