import type { FaultRecord } from "../faults/fault.ts";
import type { FaultClient, FaultPlaces } from "../faults/fault-client.ts";
import { faultKinds } from "../faults/fault-kinds.ts";
import type { FaultKind, FaultState } from "./contract.ts";
import type { MarkBook } from "./marks.ts";

export interface FaultsPanel {
  /** Asks what there is and what goes on. Never rejects: who cannot be asked makes faults unavailable. */
  refresh(): Promise<void>;
  state(): FaultState;
}

const PATTERNS: Readonly<Record<string, readonly string[]>> = {
  "any api": ["api", "all"],
  "any worker": ["worker", "all"],
  "any replica": ["postgres-replica"],
};

const NO_FAULTS: FaultState = { unavailable: "The shop has not been asked yet.", kinds: [], parts: [], active: [] };

/** What the supervisor of the shop says about faults, whoever has injected them. */
export function createFaultsPanel(client: Pick<FaultClient, "list" | "places">, marks: MarkBook): FaultsPanel {
  let state = NO_FAULTS;
  const marked = new Set<string>();

  function mark({ id, what, startedAtMs, endsAtMs, endedAtMs }: FaultRecord): void {
    const markId = `fault ${id}`;
    if (!marked.has(id)) {
      marked.add(id);
      marks.open({ id: markId, kind: "fault", text: what, fromMs: startedAtMs, tone: "bad" });
    }
    // What is done in an instant has no end of its own.
    if (endedAtMs !== null) marks.close(markId, endedAtMs);
    else if (endsAtMs === null) marks.close(markId, startedAtMs);
  }

  return {
    async refresh() {
      try {
        const [{ faults }, places] = await Promise.all([client.list(), client.places()]);
        for (const record of faults) mark(record);
        for (const id of marked) {
          if (faults.some((record) => record.id === id)) continue;
          // The supervisor has forgotten it: it is over for long, or another one supervises.
          marks.close(`fault ${id}`, Date.now());
          marked.delete(id);
        }
        state = {
          unavailable: null,
          kinds: kindsFor(places),
          parts: namesOf(places),
          active: faults
            .filter(({ endedAtMs, endsAtMs }) => endedAtMs === null && endsAtMs !== null)
            .map(({ id, what, startedAtMs, endsAtMs }) => ({ id, what, sinceMs: startedAtMs, untilMs: endsAtMs })),
        };
      } catch (error) {
        state = { ...NO_FAULTS, unavailable: error instanceof Error ? error.message : String(error) };
      }
    },
    state: () => state,
  };
}

/** Every kind, and why some are not possible in this shop. */
export function kindsFor(places: FaultPlaces): readonly FaultKind[] {
  const has = (...kinds: string[]) => places.parts.some(({ kind }) => kinds.includes(kind));
  const reasons = {
    nothing: null,
    "network faults": places.links.length > 0 ? null : "The shop was not started with network faults possible.",
    PostgreSQL: has("postgres-primary", "postgres-replica") ? null : "The database is not one that the shop has started.",
    "the sandbox provider": has("sandbox") ? null : "The shop has no sandbox provider.",
    "a process of Node": has("api", "all", "worker", "sandbox") ? null : "There is no process of the shop.",
  };
  return Object.entries(faultKinds).map(([kind, { about, fields, needs }]) => ({
    kind,
    about,
    fields,
    impossible: reasons[needs],
  }));
}

function namesOf({ parts }: FaultPlaces): readonly string[] {
  const patterns = Object.entries(PATTERNS).filter(([, kinds]) => parts.filter(({ kind }) => kinds.includes(kind)).length > 1);
  return [...parts.map(({ name }) => name), ...patterns.map(([name]) => name)];
}
