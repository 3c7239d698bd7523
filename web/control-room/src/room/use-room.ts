import { useSyncExternalStore } from "react";
import type { History, Point, Snapshot } from "./contract.ts";

export type Room = {
  /** `lost`: nothing has come for some seconds; what is shown is old. */
  readonly connection: "connecting" | "live" | "lost";
  readonly state: Snapshot | null;
  readonly points: readonly Point[];
};

/** Five missed turns. */
const STALE_MS = 5_000;
/** A quarter of an hour. */
const KEPT_MS = 15 * 60_000;

let room: Room = { connection: "connecting", state: null, points: [] };
const listeners = new Set<() => void>();
let source: EventSource | null = null;
let stale: number | undefined;

function change(next: Partial<Room>): void {
  room = { ...room, ...next };
  for (const listener of listeners) listener();
}

function heard(): void {
  clearTimeout(stale);
  stale = window.setTimeout(() => change({ connection: "lost" }), STALE_MS);
}

function connect(): void {
  source = new EventSource("/api/events");
  source.addEventListener("history", (event) => {
    heard();
    change({ points: (JSON.parse(event.data as string) as History).points });
  });
  source.addEventListener("state", (event) => {
    heard();
    const state = JSON.parse(event.data as string) as Snapshot;
    change({ state, connection: "live", points: withPoint(state) });
  });
  // The browser tries again by itself, unless the answer was no stream at all.
  source.addEventListener("error", () => {
    change({ connection: "lost" });
    if (source?.readyState !== EventSource.CLOSED) return;
    source = null;
    setTimeout(() => {
      if (source === null && listeners.size > 0) connect();
    }, STALE_MS);
  });
}

function withPoint({ point, shop, atMs }: Snapshot): readonly Point[] {
  if (shop === null) return [];
  const last = room.points.at(-1);
  if (point === null || (last !== undefined && point.atMs <= last.atMs)) return room.points;
  return [...room.points.filter((each) => atMs - each.atMs < KEPT_MS), point];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (source === null) connect();
  return () => listeners.delete(listener);
}

/** What goes on, kept up to date for as long as the page is open. */
export const useRoom = (): Room => useSyncExternalStore(subscribe, () => room);
