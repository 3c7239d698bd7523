import { createContext, type ReactNode, useCallback, useContext, useState } from "react";

const AnnouncerContext = createContext<(sentence: string) => void>(() => {});

/** One live region for the whole shop: a region that appears together with its text is not read by every screen reader. */
export function AnnouncerProvider({ children }: { readonly children: ReactNode }) {
  const [{ sentence, count }, setSaid] = useState({ sentence: "", count: 0 });
  const announce = useCallback((next: string) => setSaid((last) => ({ sentence: next, count: last.count + 1 })), []);
  return (
    <AnnouncerContext value={announce}>
      {children}
      <div className="visually-hidden" role="status" aria-live="polite">
        {/* The same sentence twice is news twice. */}
        <span key={count}>{sentence}</span>
      </div>
    </AnnouncerContext>
  );
}

/** Tells those who do not see the page what has just happened. */
export const useAnnounce = () => useContext(AnnouncerContext);
