/** The part of node:test's events that counting needs. */
export type TestEvent = {
  readonly name: string;
  readonly nesting: number;
  readonly file?: string | undefined;
  readonly skip?: string | boolean | undefined;
  readonly todo?: string | boolean | undefined;
  readonly details: { readonly type?: string | undefined; readonly error?: unknown };
};

export type Skip = { readonly file: string | undefined; readonly name: string; readonly reason: string };

export type Tally = {
  note(outcome: "pass" | "fail", event: TestEvent): void;
  result(): { readonly passed: number; readonly failed: number; readonly skips: readonly Skip[] };
};

/**
 * Counts leaf tests. Suites and tests with subtests are not counted, save when they fail for a reason of their own (a hook, code after
 * the last subtest): a failure is never lost. A file that ends without having run a test passes nothing.
 */
export function createTally(): Tally {
  let passed = 0;
  let failed = 0;
  const skips: Skip[] = [];
  /** By file: the nesting of the event before. Subtests report before the test they belong to. */
  const previousNesting = new Map<string, number>();

  return {
    note(outcome, event) {
      const { name, nesting, file, skip, todo, details } = event;
      const key = file ?? "";
      const isParent = (previousNesting.get(key) ?? nesting) > nesting;
      previousNesting.set(key, nesting);
      const isGroup = details.type === "suite" || isParent;
      if (outcome === "fail" && !todo) {
        if (!isGroup || failureType(details.error) !== "subtestsFailed") failed += 1;
      } else if (skip || todo) {
        const given = skip || todo;
        skips.push({ file, name, reason: typeof given === "string" ? given : "no reason given" });
      } else if (!isGroup && name !== file) {
        passed += 1;
      }
    },
    result: () => ({ passed, failed, skips }),
  };
}

function failureType(error: unknown): unknown {
  return typeof error === "object" && error !== null && "failureType" in error ? error.failureType : undefined;
}
