import { readStored, writeStored } from "./storage.ts";

export type Session = {
  readonly token: string;
  readonly shopperId: string;
  /** ISO 8601. */
  readonly expiresAt: string;
  /** False: a guest. */
  readonly isCustomer?: boolean;
};

const KEY = "tenfold.session";
/** A token that ends within the next minutes would end in the middle of a checkout. */
const SPARE_MS = 10 * 60_000;

const listeners = new Set<() => void>();
let known: Session | null = usable(readStored<Session>(KEY));
let opening: Promise<Session> | null = null;

// Logging in or out in one tab holds for the others.
addEventListener("storage", ({ key }) => {
  if (key !== KEY) return;
  known = usable(readStored<Session>(KEY));
  tell();
});

/** The session there is; null for a visitor who has not done anything yet. */
export const knownSession = (): Session | null => usable(known);

/** The session, opened first if there is none. Many callers at once share one opening. */
export function currentSession(open: () => Promise<Session>): Promise<Session> {
  const session = knownSession();
  if (session !== null) return Promise.resolve(session);
  opening ??= open()
    .then((opened) => {
      setSession(opened);
      return opened;
    })
    .finally(() => {
      opening = null;
    });
  return opening;
}

/** After a login, a registration, a new password; null logs out. */
export function setSession(session: Session | null): void {
  known = session;
  writeStored(KEY, session);
  tell();
}

/** Drops the session if it still is the one with this token. */
export function forgetSession(token: string): void {
  if (known?.token === token) setSession(null);
}

/** For `useSyncExternalStore`. */
export function subscribeToSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}

function usable(session: Session | null): Session | null {
  return session !== null && Date.parse(session.expiresAt) - SPARE_MS > Date.now() ? session : null;
}
