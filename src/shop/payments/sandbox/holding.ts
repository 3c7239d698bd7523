import type { ServerResponse } from "node:http";

/** Answers that are held back, be it for a while or until the client gives up. */
export type Holding = {
  /** Calls `then` after the time, or never when the client is gone first. With "ever", only `releaseAll` ends the wait. */
  readonly hold: (response: ServerResponse, forMs: number | "ever", then: () => void) => void;
  /** Lets all go, and from now on holds none. */
  readonly releaseAll: () => void;
};

/** A connection, a timer and a small object each; beyond, the connection is cut, which tells a client no less. */
const MAX_HELD = 10_000;

export function createHolding(): Holding {
  const held = new Map<ServerResponse, () => void>();
  let open = true;

  function hold(response: ServerResponse, forMs: number | "ever", then: () => void): void {
    if (response.closed) return;
    if (!open) {
      then();
      return;
    }
    if (held.size >= MAX_HELD) {
      response.destroy();
      return;
    }
    const timer = forMs === "ever" ? undefined : setTimeout(() => release(), forMs);
    const forget = () => {
      clearTimeout(timer);
      return held.delete(response);
    };
    const release = () => {
      if (forget()) then();
    };
    held.set(response, release);
    response.on("close", forget);
  }

  function releaseAll(): void {
    open = false;
    for (const release of held.values()) release();
  }

  return { hold, releaseAll };
}
