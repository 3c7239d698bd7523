import { type RefObject, useEffect, useRef } from "react";
import { type Line, perDot } from "./layout.ts";

/** How long a dot is on its way, whatever the length of the line. */
const WAY_MS = 1_400;
/** Thirty pictures a second are smooth enough for dots, and cost half. */
const FRAME_MS = 33;
/** Over all lines; more would cost the machine that is being measured. */
const MAX_UNDER_WAY = 240;
const SVG = "http://www.w3.org/2000/svg";

type Dot = {
  readonly circle: SVGCircleElement;
  readonly path: SVGPathElement;
  readonly length: number;
  readonly startedMs: number;
};

/**
 * Lets dots run along the lines, so many a second as the rates say. They are drawn past React: thirty pictures a second are no state.
 * Nothing moves for those who asked their system for less motion; widths and figures say the same.
 */
export function useDots(
  layer: RefObject<SVGGElement | null>,
  paths: ReadonlyMap<string, SVGPathElement>,
  lines: readonly Line[],
): void {
  const latest = useRef(lines);
  latest.current = lines;
  useEffect(() => {
    const group = layer.current;
    if (group === null || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const dots: Dot[] = [];
    const owed = new Map<string, number>();
    let lastMs = performance.now();
    let frame = requestAnimationFrame(step);

    function step(nowMs: number): void {
      frame = requestAnimationFrame(step);
      const passedMs = nowMs - lastMs;
      if (passedMs < FRAME_MS) return;
      lastMs = nowMs;
      // After the page was in the background for a while, what was missed is not made up for.
      if (passedMs < WAY_MS) emit(nowMs, passedMs);
      for (let index = dots.length - 1; index >= 0; index -= 1) move(dots[index]!, index, nowMs);
    }

    function emit(nowMs: number, passedMs: number): void {
      const counted = latest.current.filter(({ edge }) => edge.unit !== "bytes" && edge.perSecond !== null);
      const each = perDot(counted.map(({ edge }) => edge.perSecond!));
      for (const { id, edge } of counted) {
        const due = (owed.get(id) ?? Math.random()) + (edge.perSecond! / each / 1_000) * passedMs;
        owed.set(id, due % 1);
        if (due >= 1 && dots.length < MAX_UNDER_WAY) send(id, nowMs);
      }
    }

    function send(id: string, startedMs: number): void {
      const path = paths.get(id);
      if (path === undefined) return;
      const circle = document.createElementNS(SVG, "circle");
      circle.setAttribute("r", "2.6");
      circle.setAttribute("class", "picture__dot");
      group!.append(circle);
      dots.push({ circle, path, length: path.getTotalLength(), startedMs });
    }

    function move({ circle, path, length, startedMs }: Dot, index: number, nowMs: number): void {
      const share = (nowMs - startedMs) / WAY_MS;
      if (share >= 1 || !path.isConnected) {
        circle.remove();
        dots.splice(index, 1);
        return;
      }
      const { x, y } = path.getPointAtLength(share * length);
      circle.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    }

    return () => {
      cancelAnimationFrame(frame);
      for (const { circle } of dots) circle.remove();
    };
  }, [layer, paths]);
}
