import { useMemo, useRef } from "react";
import { type Edge, type PartState, SHOPPERS, type Snapshot } from "../room/contract.ts";
import { bytes, milliseconds, perSecond } from "../ui/format.ts";
import { useWidth } from "../ui/use-width.ts";
import { useDots } from "./dots.ts";
import { type Box, type Line, layOut, perDot, strokeWidth } from "./layout.ts";
import { Node, ShopperNode } from "./node.tsx";
import "./picture.css";

type Props = {
  readonly state: Snapshot;
  readonly chosen: string | null;
  readonly onChoose: (part: string) => void;
};

/** The topology as it lives: who runs, who asks whom how often, and what is near its limit. */
export function Picture({ state, chosen, onChoose }: Props) {
  const [frame, width] = useWidth<HTMLDivElement>();
  const layer = useRef<SVGGElement>(null);
  const paths = useMemo(() => new Map<string, SVGPathElement>(), []);
  const { boxes, lines, height } = layOut(state.parts, state.edges, Math.max(width, 280));
  useDots(layer, paths, lines);
  const byName = new Map(state.parts.map((part) => [part.name, part]));
  const dot = perDot(lines.flatMap(({ edge }) => (edge.unit === "bytes" ? [] : (edge.perSecond ?? 0))));
  return (
    <div>
      <div ref={frame} className="picture">
        {width > 0 && (
          // biome-ignore lint/a11y/useSemanticElements: there is no fieldset within SVG.
          <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label="The parts of the shop">
            {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus; each part tells its figures itself. */}
            <g aria-hidden="true">
              {lines.map((line) => (
                <path
                  key={line.id}
                  ref={(element) => {
                    if (element === null) paths.delete(line.id);
                    else paths.set(line.id, element);
                  }}
                  d={line.path}
                  className={`picture__line picture__line--${lineTone(line, byName)}`}
                  strokeWidth={line.edge.unit === "bytes" ? 1.5 : strokeWidth(line.edge.perSecond)}
                />
              ))}
              <g ref={layer} />
              {lines.map((line) => (
                <EdgeLabel key={line.id} line={line} isDead={lineTone(line, byName) === "dead"} />
              ))}
            </g>
            {boxes.map((box) => placed(box, byName, state, chosen, onChoose))}
          </svg>
        )}
      </div>
      <p className="picture__legend soft">
        One dot is {dot === 1 ? "one call" : `${dot.toLocaleString("en-GB")} calls`}. Choose a part to do something to it.
      </p>
      <Watchers parts={state.parts.filter(({ role }) => role === "monitor")} />
    </div>
  );
}

function placed(
  box: Box,
  parts: ReadonlyMap<string, PartState>,
  state: Snapshot,
  chosen: string | null,
  onChoose: (part: string) => void,
) {
  if (box.name === SHOPPERS) return <ShopperNode key={box.name} box={box} state={state} />;
  const part = parts.get(box.name)!;
  return <Node key={box.name} box={box} part={part} nowMs={state.atMs} isChosen={chosen === box.name} onChoose={onChoose} />;
}

/** Dead when one of its ends is. */
function lineTone({ edge }: Line, parts: ReadonlyMap<string, PartState>): string {
  const isAway = (name: string) => {
    const status = parts.get(name)?.status;
    return status === "down" || status === "stopped" || status === "starting";
  };
  if (isAway(edge.from) || isAway(edge.to)) return "dead";
  if (edge.kind === "replication") return "replication";
  return (edge.perSecond ?? 0) > 0 ? "live" : "idle";
}

function EdgeLabel({ line: { edge, label }, isDead }: { readonly line: Line; readonly isDead: boolean }) {
  const text = isDead ? null : edgeText(edge);
  if (text === null) return null;
  return (
    <text x={label.x} y={label.y} className="picture__rate" textAnchor="middle" dominantBaseline="central">
      {text}
    </text>
  );
}

function edgeText({ kind, perSecond: rate, lagMs, unit }: Edge): string | null {
  if (kind === "replication") return lagMs === undefined ? null : `${milliseconds(lagMs)} behind`;
  return rate === null || rate === 0 ? null : unit === "bytes" ? `${bytes(rate)}/s` : perSecond(rate);
}

function Watchers({ parts }: { readonly parts: readonly PartState[] }) {
  if (parts.length === 0) return null;
  return (
    <ul className="picture__watchers" aria-label="What watches the shop">
      {parts.map(({ name, status }) => (
        <li key={name} className={`chip chip--${status === "up" ? "good" : "bad"}`}>
          {name}
          {status !== "up" && <span> {status === "down" ? "ended" : status}</span>}
        </li>
      ))}
    </ul>
  );
}
