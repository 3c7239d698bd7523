import { type ReactNode, Suspense, useEffect, useRef, useState } from "react";

/** So far below the screen things begin to load: about two swipes. */
const MARGIN = "1000px";

type Props = { readonly children: ReactNode; readonly minHeight: string };

/** Leaves a place of some height empty until it comes near the screen and what belongs there has been loaded. */
export function WhenNear({ children, minHeight }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    if (place.current === null || isNear) return;
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && setNear(true), {
      rootMargin: MARGIN,
    });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [isNear]);
  const empty = <div ref={place} style={{ minHeight }} />;
  return isNear ? <Suspense fallback={empty}>{children}</Suspense> : empty;
}
