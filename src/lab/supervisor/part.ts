import type { Launch } from "../../platform/database/embedded/processes.ts";

/** What a part is, for whoever acts on it: faults, drills, dashboards. */
export type PartKind =
  | "postgres-primary"
  | "postgres-replica"
  | "pgbouncer"
  | "nginx"
  | "api"
  | "worker"
  | "all"
  | "sandbox"
  | "prometheus"
  | "alertmanager"
  | "alert-receiver"
  | "exporter"
  | "control-room";

/** How a supervisor learns that a part serves. */
export type Readiness =
  /** It sends `{ ready: true, url? }` over the channel that a child of Node has; only for parts of this program. */
  | { readonly by: "message" }
  /** It answers this address with a status below 400. */
  | { readonly by: "http"; readonly url: string }
  /** Something accepts connections there. */
  | { readonly by: "tcp"; readonly host: string; readonly port: number }
  /** It writes a line that matches. */
  | { readonly by: "line"; readonly pattern: RegExp };

/** A program that the supervisor starts, watches, starts again and stops. */
export type Part = {
  /** Unique; also the name of its log file. */
  readonly name: string;
  readonly kind: PartKind;
  /** Where others reach it; null for what nobody calls. What it says itself when it is ready comes before this. */
  readonly url: string | null;
  readonly program: string;
  readonly args: readonly string[];
  /** The whole environment; only the way to programs and the home folder when undefined, for secrets are no business of other programs. */
  readonly env?: Readonly<Record<string, string>>;
  readonly directory?: string;
  /** As another user; this one when undefined. */
  readonly launch?: Launch;
  readonly ready: Readiness;
  /** How it is asked to stop; SIGTERM when undefined. */
  readonly stopSignal?: NodeJS.Signals;
};

/** A part that keeps itself running, such as a PostgreSQL with its own guard and recovery; the supervisor stops it in its turn. */
export type SelfKeptPart = {
  readonly name: string;
  /** What it is at this moment: a replica that was promoted is a primary from then on. */
  readonly now: () => Omit<RunningPart, "name">;
  readonly stop: () => Promise<void>;
};

/** One line of `parts` in running.json. */
export type RunningPart = {
  readonly name: string;
  readonly kind: PartKind;
  /** Null while it is being started again. */
  readonly pid: number | null;
  readonly url: string | null;
};

/** What a child tells its supervisor, and later whoever asks. */
export type ReadyMessage = { readonly ready: true; readonly url?: string };

export interface Supervisor {
  /** Starts a part and answers when it is ready for the first time. Rejects with one sentence when it ends or is silent before that. */
  start(part: Part): Promise<RunningPart>;
  /** Takes over the stopping of a part that runs already. `partChanged` is to be called when its process, address or kind is another. */
  adopt(part: SelfKeptPart): { partChanged(): void };
  /** All parts in the order of their start, those of this moment. */
  parts(): readonly RunningPart[];
  /** Sends a message to a part that says by message when it is ready; false for every other, and while it does not run. */
  tell(part: string, message: object): boolean;
  /** Is done before the first part is stopped, or after the last one; what was asked for last is done first. */
  onStop(when: "before" | "after", work: () => Promise<void>): void;
  /** Stops all parts, the last started first, each with its signal and, past the deadline, a SIGKILL. */
  stop(): Promise<void>;
}

export type SupervisorOptions = {
  readonly onEvent: (message: string) => void;
  /** Made when absent. Each part writes to `<directory>/<name>.log`. */
  readonly logDirectory: string;
  /** Called after each start, end and restart of a part with what runs then; a restarted part has another pid. */
  readonly onChange?: (parts: readonly RunningPart[]) => void;
};
