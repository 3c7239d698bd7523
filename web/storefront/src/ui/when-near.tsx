import { type CSSProperties, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { joined } from "./joined.ts";
import "./when-near.css";

/** So far below the screen things begin to load: about two swipes. */
const MARGIN = "1000px";

type Props = {
  readonly children: ReactNode;
  readonly minHeight: string;
  /** On a screen that puts side by side what a phone puts below each other. */
  readonly wideMinHeight?: string;
};

/**
 * Keeps a place of some height until it comes near the screen, what belongs there has been loaded, and no skeleton is left in it. Should it
 * turn out to be lower while its end is in sight, the height stays until it is out of sight: what is below does not jump.
 */
export function WhenNear({ children, minHeight, wideMinHeight = minHeight }: Props) {
  const [isNear, setNear] = useState(false);
  const [isHeld, setHeld] = useState(true);
  const place = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLSpanElement>(null);
  useSight(place, MARGIN, (isInSight) => isInSight && setNear(true));
  useSight(end, "0px", (isInSight) => setHeld(isInSight && isUnfinished(place.current)));
  const heights = { "--when-near-height": minHeight, "--when-near-wide-height": wideMinHeight } as CSSProperties;
  return (
    <div ref={place} className={joined("when-near", (isHeld || !isNear) && "when-near--held")} style={heights}>
      {isNear && <Suspense fallback={<Pending />}>{children}</Suspense>}
      <span ref={end} className="when-near__end" />
    </div>
  );
}

/** Stands for what is not there yet where nothing grey is shown. */
export function Pending() {
  return <div className="when-near__pending" />;
}

/** Only the end is there, or something is still to come. */
const isUnfinished = (place: HTMLElement | null): boolean =>
  place === null || place.childElementCount < 2 || place.querySelector(".skeleton, .when-near__pending") !== null;

function useSight(
  element: { readonly current: Element | null },
  rootMargin: string,
  onChange: (isInSight: boolean) => void,
): void {
  const change = useRef(onChange);
  change.current = onChange;
  useEffect(() => {
    if (element.current === null) return;
    const observer = new IntersectionObserver((entries) => change.current(entries.at(-1)!.isIntersecting), { rootMargin });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, rootMargin]);
}
