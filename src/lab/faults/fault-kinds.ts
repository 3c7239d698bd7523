import { type FaultKind, providerTroubles } from "./fault.ts";

/** One field of a fault, as `tenfold fault kinds` and forms show it. */
export type FaultField = {
  readonly name: string;
  readonly type: "part" | "number" | "whole" | "switch" | "choice" | "behaviour";
  readonly isRequired: boolean;
  readonly least?: number;
  readonly most?: number;
  readonly choices?: readonly string[];
  readonly about: string;
};

/** `needs`: what a fault of this kind cannot do without. */
export type FaultKindInfo = {
  readonly about: string;
  readonly fields: readonly FaultField[];
  readonly needs: "nothing" | "network faults" | "PostgreSQL" | "the sandbox provider" | "a process of Node";
};

/** Below, a timer of a busy machine decides; above, somebody has forgotten it. */
const SHORTEST_MS = 100;
const LONGEST_MS = 3_600_000;
/** PostgreSQL's own limit of `commit_delay`. */
export const MAX_FLUSH_DELAY_MS = 100;
export const MAX_DISK_WRITERS = 8;
const MAX_DELAY_MS = 60_000;
const MAX_CLOCK_OFFSET_MS = 10 * 365 * 86_400_000;

const part = (about: string): FaultField => ({ name: "part", type: "part", isRequired: true, about });
const forMs: FaultField = {
  name: "forMs",
  type: "whole",
  isRequired: true,
  least: SHORTEST_MS,
  most: LONGEST_MS,
  about: "how long it lasts, in milliseconds",
};
const between: readonly FaultField[] = [
  { name: "from", type: "part", isRequired: false, about: "one end; everybody who speaks with `to` when not given" },
  { name: "to", type: "part", isRequired: true, about: "the other end" },
  { name: "oneWay", type: "switch", isRequired: false, about: "only what goes from `from` to `to`" },
];
const whole = (name: string, least: number, most: number, about: string, isRequired = false): FaultField => ({
  name,
  type: "whole",
  isRequired,
  least,
  most,
  about,
});
const share = (name: string, about: string): FaultField => ({
  name,
  type: "number",
  isRequired: false,
  least: 0,
  most: 1,
  about,
});

/** What there is, what it takes, and what it needs; validation, help and forms read nothing else. */
export const faultKinds: Readonly<Record<FaultKind, FaultKindInfo>> = {
  kill: {
    about: "a part is killed with SIGKILL; its supervisor starts it again, or promotes a replica",
    fields: [
      part("which one"),
      {
        name: "onlyWhenProtected",
        type: "switch",
        isRequired: false,
        about: "not while no replica could take over without loss",
      },
    ],
    needs: "nothing",
  },
  pause: { about: "all processes of a part are stopped with SIGSTOP", fields: [part("which one"), forMs], needs: "nothing" },
  restart: { about: "a part is asked to stop, and started again", fields: [part("which one")], needs: "nothing" },
  "network-delay": {
    about: "what two parts say to each other arrives later",
    fields: [
      ...between,
      whole("delayMs", 0, MAX_DELAY_MS, "how much later", true),
      whole("jitterMs", 0, MAX_DELAY_MS, "up to so much more"),
      forMs,
    ],
    needs: "network faults",
  },
  "network-loss": {
    about: "connections between two parts are reset or stand still",
    fields: [
      ...between,
      share("resetShare", "of the open connections, so many are reset in a second"),
      share("stallShare", "of the open connections, so many begin to stand still in a second"),
      whole("stallMs", SHORTEST_MS, LONGEST_MS, "for so long; 1000 when not given"),
      forMs,
    ],
    needs: "network faults",
  },
  "network-cut": {
    about: "nothing passes between two parts",
    fields: [
      ...between,
      {
        name: "how",
        type: "choice",
        isRequired: false,
        choices: ["silent", "reset"],
        about: "nobody is told (the default), or connections are refused and broken",
      },
      forMs,
    ],
    needs: "network faults",
  },
  "disk-slow": {
    about: "the disk of a PostgreSQL takes longer",
    fields: [
      part("a PostgreSQL"),
      whole("flushDelayMs", 1, MAX_FLUSH_DELAY_MS, "each flush of the log takes so much longer; only the primary has flushes"),
      whole("writers", 1, MAX_DISK_WRITERS, "instead: so many processes write and flush beside it without a pause"),
      forMs,
    ],
    needs: "PostgreSQL",
  },
  "disk-full": {
    about: "the disk of a PostgreSQL takes nothing more",
    fields: [part("a PostgreSQL"), forMs],
    needs: "PostgreSQL",
  },
  provider: {
    about: "the sandbox payment provider misbehaves",
    fields: [
      {
        name: "behaviour",
        type: "behaviour",
        isRequired: true,
        choices: Object.keys(providerTroubles),
        about: "one of these, or some of its own settings",
      },
      forMs,
    ],
    needs: "the sandbox provider",
  },
  "clock-skew": {
    about: "the clock of a process of the shop is wrong",
    fields: [
      part("an api, a worker, or the sandbox"),
      whole("offsetMs", -MAX_CLOCK_OFFSET_MS, MAX_CLOCK_OFFSET_MS, "added to what its clock says", true),
      forMs,
    ],
    needs: "a process of Node",
  },
};
