import { type RefObject, useEffect, useRef } from "react";
import { useLocation } from "wouter";

/**
 * What a browser does by itself between documents: a new page begins at its top and with the focus at its start, so that a screen reader
 * reads on there. Going back keeps the place, which the browser restores. Answers the path.
 */
export function useNewPage(main: RefObject<HTMLElement | null>): string {
  const [path] = useLocation();
  const last = useRef(path);
  const wentBack = useRef(false);

  useEffect(() => {
    const onPopState = () => {
      wentBack.current = true;
      // React has shown the page before this event is over, so what comes later is another visit.
      setTimeout(() => {
        wentBack.current = false;
      });
    };
    addEventListener("popstate", onPopState);
    return () => removeEventListener("popstate", onPopState);
  }, []);

  useEffect(() => {
    if (last.current === path) return;
    last.current = path;
    if (!wentBack.current) scrollTo({ top: 0, behavior: "instant" });
    main.current?.focus({ preventScroll: true });
  }, [path, main]);

  return path;
}
