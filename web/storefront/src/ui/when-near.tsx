import { type CSSProperties, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import "./when-near.css";

/** So far below the screen things begin to load: about two swipes. */
const MARGIN = "1000px";

type Props = { readonly children: ReactNode; readonly minHeight: string };

/** Keeps a place of some height until it comes near the screen, what belongs there has been loaded, and no skeleton is left in it. */
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
  if (!isNear) return empty;
  return (
    <Suspense fallback={empty}>
      <div className="when-near" style={{ "--when-near-height": minHeight } as CSSProperties}>
        {children}
      </div>
    </Suspense>
  );
}
