/** Time as a parameter, so that a test can drive it. */
export interface Clock {
  now(): Date;
}

/** What a supervisor tells a process over their channel: by how much its clock is to be wrong from now on. Below zero it is behind. */
export type ClockMessage = { readonly clockOffsetMs: number };

let offsetMs = 0;

/** The time of this machine; as wrong as `followClock` was told. */
export const systemClock: Clock = { now: () => new Date(Date.now() + offsetMs) };

/** Lets whoever started this process make its clock wrong, to see what a shop does whose machines do not agree on the time. */
export function followClock(): void {
  process.on("message", (message) => {
    const told = (message as Partial<ClockMessage> | null)?.clockOffsetMs;
    if (Number.isFinite(told)) offsetMs = told!;
  });
}
