import type { Site } from "../../platform/http/site.ts";
import type { FaultClient } from "../faults/fault-client.ts";
import type { AuditDesk } from "./audit-desk.ts";
import type { Snapshot } from "./contract.ts";
import type { EventStream } from "./event-stream.ts";
import type { FaultsPanel } from "./faults-panel.ts";
import type { Lessons } from "./lessons.ts";
import type { LoadDesk } from "./load-desk.ts";
import type { RunningShop, Watcher } from "./watcher.ts";

export type RoomParts = {
  /** Null when it is not built: the address then says so. */
  readonly site: Site | null;
  readonly token: string;
  readonly stream: EventStream;
  readonly watcher: Pick<Watcher, "look" | "points">;
  readonly snapshot: () => Snapshot;
  readonly faultClient: Pick<FaultClient, "inject" | "heal" | "healAll">;
  readonly faults: Pick<FaultsPanel, "refresh">;
  readonly load: LoadDesk;
  readonly audit: AuditDesk;
  readonly lessons: Lessons;
  readonly readShop: () => Promise<RunningShop | null>;
};

export const SECURITY_HEADERS = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "x-frame-options": "DENY",
  "cross-origin-resource-policy": "same-origin",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
} as const;
