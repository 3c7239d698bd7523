import { useSyncExternalStore } from "react";
import { knownSession, type Session, subscribeToSession } from "./session.ts";

/** The session, and again when it changes. Null: a visitor who has not done anything yet. */
export const useSession = (): Session | null => useSyncExternalStore(subscribeToSession, stableSession);

let last: Session | null = null;

/** The same object for the same token, as `useSyncExternalStore` asks for. */
function stableSession(): Session | null {
  const session = knownSession();
  if (session?.token !== last?.token || session?.isCustomer !== last?.isCustomer) last = session;
  return last;
}
