type Limit = {
  readonly fallback: number;
  readonly unit: string;
  readonly about: string;
  /** 0 means that there is no such limit. */
  readonly canBeOff?: true;
};

/** Every limit of the HTTP side, in one place; a topology may override each. What stands here is also what docs/topology.md says. */
export const httpLimitTable = {
  bodyLimitBytes: {
    fallback: 256 * 1024,
    unit: "bytes",
    about: "Largest body: far above any cart, and room for a product with long texts and many variants.",
  },
  maxHeaderBytes: {
    fallback: 16 * 1024,
    unit: "bytes",
    about: "All headers with the request line: Node's default, enough for a 4 KB token beside tracing headers.",
  },
  maxUrlLength: { fallback: 4096, unit: "characters", about: "Longest address; a search with twenty filters has 1 KB." },
  maxParamLength: { fallback: 200, unit: "characters", about: "Longest part of a path; slugs have at most 200 characters." },
  headersTimeoutMs: { fallback: 10_000, unit: "ms", about: "Headers not complete by then are a slowloris." },
  requestTimeoutMs: {
    fallback: 30_000,
    unit: "ms",
    about: "The whole request, body included, must have arrived by then: 256 KiB at 9 KB/s.",
  },
  connectionsCheckingIntervalMs: {
    fallback: 2_000,
    unit: "ms",
    about: "How often Node looks for requests over the two limits above.",
  },
  connectionTimeoutMs: {
    fallback: 60_000,
    unit: "ms",
    about: "A socket that says nothing at all is closed then; longer than the slowest handler may take.",
  },
  keepAliveTimeoutMs: {
    fallback: 72_000,
    unit: "ms",
    about:
      "Longer than the 60 s of the usual load balancers, so that they close first and never write into a closing connection.",
  },
  maxConnections: {
    fallback: 20_000,
    unit: "connections",
    about: "File descriptors are the limit: 1,024 is the usual soft limit, servers raise it to 65,536.",
  },
  maxRequestsInFlight: {
    fallback: 6_000,
    unit: "requests",
    about:
      "More are refused with 503. A sale opens with everybody at once: 5,000 waiting checkouts of 30 KB are 150 MB, worked off in a second or two.",
  },
  targetQueueMs: {
    fallback: 100,
    canBeOff: true,
    unit: "ms",
    about:
      "How long a request may wait for its turn (event loop, connection of the pool) before some are refused: reads first, checkouts last. Half of the 200 ms that the API promises. 0 switches it off.",
  },
  maxEventLoopDelayMs: {
    fallback: 1_500,
    canBeOff: true,
    unit: "ms",
    about:
      "Mean delay of the event loop above which every request is refused; a sale's first second stays below. 0 switches it off.",
  },
  maxEventLoopUtilization: {
    fallback: 0,
    canBeOff: true,
    unit: "share",
    about:
      "The same for its utilisation. Off: a healthy process that works at its limit shows 1, so this alone would shed good work.",
  },
  pressureSampleIntervalMs: { fallback: 500, unit: "ms", about: "How often the last two are measured." },
  clientRequestsPerSecond: {
    fallback: 500,
    canBeOff: true,
    unit: "requests/s",
    about:
      "Of one address, over all API processes of the topology: each takes its share. Addresses of this machine are not limited. 0 switches it off.",
  },
  clientBurst: {
    fallback: 1_000,
    unit: "requests",
    about: "What one address may ask at once after a pause, over all API processes.",
  },
  drainTimeoutMs: {
    fallback: 20_000,
    unit: "ms",
    about: "Requests in flight get this long to finish on close; Kubernetes kills after 30 s.",
  },
  slowRequestMs: { fallback: 500, unit: "ms", about: "Requests slower than this are logged, the alert threshold of the API." },
} as const satisfies Readonly<Record<string, Limit>>;

export type HttpLimits = { readonly [limit in keyof typeof httpLimitTable]: number };

export const httpLimits = Object.fromEntries(
  Object.entries(httpLimitTable).map(([name, { fallback }]) => [name, fallback]),
) as HttpLimits;
