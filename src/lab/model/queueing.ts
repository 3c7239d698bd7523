/** A place where requests are served: so many servers, each request needing one of them for so long. */
export type Station = {
  readonly name: string;
  readonly servers: number;
  /** Of one server's time for a request, in milliseconds. */
  readonly serviceMs: number;
};

/** Of its servers' time; 1 and more means that the queue grows without end. */
export function utilisationOf({ servers, serviceMs }: Station, ratePerSecond: number): number {
  return (ratePerSecond * serviceMs) / 1_000 / servers;
}

/**
 * Mean time in the queue of an M/M/c station, in milliseconds: Erlang's C, the chance that all servers are taken, times
 * service / (servers · (1 − utilisation)). Arrivals are independent, times of service exponential. Infinite at and above full use.
 */
export function meanWaitMs(station: Station, ratePerSecond: number): number {
  const { servers, serviceMs } = station;
  const utilisation = utilisationOf(station, ratePerSecond);
  if (utilisation >= 1) return Number.POSITIVE_INFINITY;
  if (utilisation === 0) return 0;
  return (erlangC(servers, utilisation) * serviceMs) / (servers * (1 - utilisation));
}

/** By the recursion of Erlang's B, which stays exact for hundreds of servers. */
function erlangC(servers: number, utilisation: number): number {
  const load = servers * utilisation;
  let blocked = 1;
  for (let server = 1; server <= servers; server += 1) blocked = (load * blocked) / (server + load * blocked);
  return blocked / (1 - utilisation * (1 - blocked));
}

/** ln 100: 99 of 100 of what is exponential are below this many means. */
const EXPONENTIAL_P99 = Math.log(100);

export const P99_FORMULA =
  "p99 = p99 with one client + ln(100) × the sum of the mean waits, each by M/M/c (Erlang C): arrivals independent, times of service exponential, the waits added as if all were long at once";

/** See `P99_FORMULA`. Infinite when a station is fully used. */
export function expectedP99Ms(unloadedP99Ms: number, stations: readonly Station[], ratePerSecond: number): number {
  return unloadedP99Ms + EXPONENTIAL_P99 * stations.reduce((sum, station) => sum + meanWaitMs(station, ratePerSecond), 0);
}
