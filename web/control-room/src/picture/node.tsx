import type { KeyboardEvent } from "react";
import type { Meter, PartRole, PartState, PartStatus, Snapshot } from "../room/contract.ts";
import { ago, number, perSecond } from "../ui/format.ts";
import type { Box } from "./layout.ts";

/** A part that came back is still marked for so long: who looked away for a moment sees that something has happened. */
const FRESH_MS = 15_000;
const IN_VAIN_MS = 10_000;
const PADDING = 10;
const METER_TOP = 44;
const METER_STEP = 17;
const LABEL_WIDTH = 36;

const ROOM_FOR_WORDS = 140;
const UNITS: Readonly<Partial<Record<PartRole, string>>> = {
  proxy: "requests",
  api: "requests",
  worker: "statements",
  pooler: "statements",
  primary: "statements",
  provider: "calls",
};

const STATUS: Readonly<Record<PartStatus, string>> = {
  up: "up",
  starting: "starting",
  silent: "no answer",
  stopped: "paused",
  down: "down",
};

type Props = {
  readonly box: Box;
  readonly part: PartState;
  readonly nowMs: number;
  readonly isChosen: boolean;
  readonly onChoose: (part: string) => void;
};

export function Node({ box: { x, y, width, height }, part, nowMs, isChosen, onChoose }: Props) {
  const tone = toneOf(part, nowMs);
  const choose = () => onChoose(part.name);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    choose();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: there is no button within SVG.
    <g
      role="button"
      tabIndex={0}
      aria-pressed={isChosen}
      className={`node node--${tone}`}
      transform={`translate(${x} ${y})`}
      data-part={part.name}
      data-status={part.status}
      onClick={choose}
      onKeyDown={onKeyDown}
    >
      <rect className="node__box" width={width} height={height} rx={10} />
      <rect className="node__stripe" width={4} height={height - 20} x={0} y={10} rx={2} />
      <text className="node__name" x={PADDING + 2} y={19}>
        {part.name}
      </text>
      <text className="node__status" x={PADDING + 2} y={35}>
        {statusText(part, nowMs, width >= ROOM_FOR_WORDS)}
      </text>
      {part.meters.slice(0, 3).map((meter, index) => (
        <MeterLine key={meter.id} meter={meter} y={METER_TOP + index * METER_STEP} width={width} />
      ))}
    </g>
  );
}

function MeterLine({
  meter: { label, share, text },
  y,
  width,
}: {
  readonly meter: Meter;
  readonly y: number;
  readonly width: number;
}) {
  const tone = share >= 0.9 ? "bad" : share >= 0.7 ? "warn" : "good";
  const left = PADDING + 2;
  const start = left + LABEL_WIDTH + (label.length > 6 ? 24 : 0);
  const length = Math.max(12, width - start - PADDING - 44);
  return (
    <g>
      <text className="node__meter" x={left} y={y + 8}>
        {label}
      </text>
      <rect className="node__track" x={start} y={y + 2.5} width={length} height={4} rx={2} />
      <rect
        className={`node__level node__level--${tone}`}
        x={start}
        y={y + 2.5}
        width={length * Math.min(1, share)}
        height={4}
        rx={2}
      />
      <text className="node__value" x={width - PADDING} y={y + 8} textAnchor="end">
        {text.split(",", 1)[0]!.replace(" of ", "/")}
      </text>
    </g>
  );
}

export function ShopperNode({ box: { x, y, width, height }, state }: { readonly box: Box; readonly state: Snapshot }) {
  const { running } = state.load;
  return (
    <g className="node node--plain" transform={`translate(${x} ${y})`}>
      <rect className="node__box node__box--plain" width={width} height={height} rx={height / 2} />
      <text className="node__name" x={width / 2} y={20} textAnchor="middle">
        shoppers
      </text>
      <text className="node__status" x={width / 2} y={36} textAnchor="middle">
        {running === null ? "whoever comes" : `${running.mix} load`}
      </text>
    </g>
  );
}

function toneOf({ status, restarts, sinceMs }: PartState, nowMs: number): string {
  if (status === "up") return restarts > 0 && nowMs - sinceMs < FRESH_MS ? "back" : "up";
  // What should be there by now and is not starts in vain.
  return status === "starting" && nowMs - sinceMs < IN_VAIN_MS ? "starting" : "down";
}

function statusText({ role, status, restarts, sinceMs, ratePerSecond }: PartState, nowMs: number, hasRoom: boolean): string {
  if (status !== "up") return `${STATUS[status]} for ${Math.max(0, Math.round((nowMs - sinceMs) / 1_000))} s`;
  if (restarts > 0 && nowMs - sinceMs < FRESH_MS) return `back, ${ago(sinceMs, nowMs)}`;
  const unit = hasRoom ? UNITS[role] : undefined;
  return ratePerSecond === null ? "up" : unit === undefined ? perSecond(ratePerSecond) : `${number(ratePerSecond)} ${unit}/s`;
}
