import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { projectRoot, readTopology } from "../../platform/topology/topology.ts";
import { checkFault } from "./check-fault.ts";
import { checkFaultPlan, readFaultPlan } from "./fault-plan.ts";
import { demandPart, type KnownPart, matchingParts } from "./part-names.ts";
import { scheduleOf } from "./schedule.ts";

const parts: readonly KnownPart[] = [
  { name: "replica-1", kind: "postgres-replica" },
  { name: "replica-2", kind: "postgres-replica" },
  { name: "postgres", kind: "postgres-primary" },
  { name: "sandbox", kind: "sandbox" },
  { name: "api 1", kind: "api" },
  { name: "api 2", kind: "api" },
  { name: "worker", kind: "worker" },
];

describe("a fault that is mistaken is answered with one sentence", () => {
  const mistakes: readonly (readonly [unknown, RegExp])[] = [
    ["kill", /^A fault is an object with a kind/],
    [{ part: "worker" }, /^A fault without a kind is unknown; there are kill, pause/],
    [{ kind: "explode", part: "worker" }, /^The kind "explode" is unknown; there are kill, pause/],
    [{ kind: "kill" }, /^A fault of the kind kill needs part\.$/],
    [{ kind: "kill", part: 3 }, /^part of a kill must be the name of a part\.$/],
    [{ kind: "kill", part: "worker", forMs: 1 }, /^A fault of the kind kill has no forMs; it has part, onlyWhenProtected\.$/],
    [{ kind: "pause", part: "worker" }, /needs forMs/],
    [{ kind: "pause", part: "worker", forMs: 1.5 }, /^forMs of a pause must be a whole number from 100 to 3600000\.$/],
    [{ kind: "network-cut", to: "a", forMs: 500, how: "loudly" }, /^how of a network-cut must be silent or reset\.$/],
    [{ kind: "network-cut", to: "a", forMs: 500, oneWay: true }, /oneWay needs to know from where/],
    [{ kind: "network-cut", from: "a", to: "a", forMs: 500 }, /same part/],
    [{ kind: "network-loss", to: "a", forMs: 500 }, /resetShare or a stallShare/],
    [{ kind: "network-loss", to: "a", forMs: 500, resetShare: 2 }, /resetShare of a network-loss must be a number from 0 to 1/],
    [{ kind: "disk-slow", part: "postgres", forMs: 500, flushDelayMs: 5, writers: 1 }, /either flushDelayMs or writers/],
    [{ kind: "provider", behaviour: "drunk", forMs: 500 }, /^behaviour of a provider must be one of down, timing-out/],
    [{ kind: "provider", behaviour: { delay: 3 }, forMs: 500 }, /is not understood: behaviour\.delay is no setting/],
  ];
  for (const [fault, sentence] of mistakes) {
    it(JSON.stringify(fault), () => {
      assert.throws(() => checkFault(fault), { name: "FaultRefused", reason: "invalid", message: sentence });
    });
  }

  it("an unknown part is answered with the list of parts", () => {
    assert.throws(() => demandPart("api", parts), {
      reason: "unknown",
      message:
        'There is no part called "api"; there are replica-1, replica-2, postgres, sandbox, api 1, api 2, worker, any api, any worker, any replica.',
    });
  });
});

describe("a plan", () => {
  const given = {
    name: "test",
    seed: 7,
    faults: [
      { at: "1.5s", fault: { kind: "kill", part: "any api" } },
      { every: "4s", from: "3s", choose: ["any api", "any worker", "any replica"].map((part) => ({ kind: "kill", part })) },
    ],
  };

  it("gives the same faults at the same moments for the same seed, and others for another", () => {
    const plan = checkFaultPlan(given);
    const once = scheduleOf(plan, 60_000, parts);
    assert.deepEqual(scheduleOf(plan, 60_000, parts), once);
    assert.notDeepEqual(scheduleOf({ ...plan, seed: 8 }, 60_000, parts), once);
    assert.deepEqual(once[0]!.atMs, 1_500);
    assert.ok(once.length > 11 && once.length < 20);
    for (const { fault } of once) assert.ok(parts.some(({ name }) => name === (fault as { part: string }).part));
  });

  it("lets every choice come once before any comes again", () => {
    const schedule = scheduleOf(checkFaultPlan({ ...given, faults: [given.faults[1]] }), 60_000, parts);
    for (let start = 0; start + 3 <= schedule.length; start += 3) {
      const kinds = schedule
        .slice(start, start + 3)
        .map(({ fault }) => matchingParts((fault as { part: string }).part, parts)[0]!.kind);
      assert.deepEqual(kinds.sort(), ["api", "postgres-replica", "worker"]);
    }
  });

  it("is not changed at its other steps by one more step", () => {
    const longer = { ...given, faults: [...given.faults, { at: "9s", fault: { kind: "restart", part: "worker" } }] };
    const added = scheduleOf(checkFaultPlan(longer), 60_000, parts).filter(({ fault }) => fault.kind !== "restart");
    assert.deepEqual(added, scheduleOf(checkFaultPlan(given), 60_000, parts));
  });

  const mistakes: readonly (readonly [unknown, RegExp])[] = [
    [[], /^A plan must be an object/],
    [{ ...given, name: "No!" }, /^name must/],
    [{ ...given, wrong: 1 }, /^A plan has no wrong; it has name, about, seed, faults\.$/],
    [{ ...given, faults: [] }, /^faults must be a list/],
    [{ ...given, faults: [{ fault: { kind: "kill", part: "a" } }] }, /^Step 1 needs either at or every\.$/],
    [{ ...given, faults: [{ at: "1s" }] }, /^Step 1 needs either fault or choose\.$/],
    [{ ...given, faults: [{ at: "soon", fault: { kind: "kill", part: "a" } }] }, /^at of step 1 is "soon"; it must be a time/],
    [{ ...given, faults: [{ every: "1ms", fault: { kind: "kill", part: "a" } }] }, /at least 500ms/],
    [{ ...given, faults: [{ at: "1s", fault: { kind: "kill" } }] }, /^Step 1: A fault of the kind kill needs part\.$/],
  ];
  for (const [plan, sentence] of mistakes) {
    it(`says what is wrong: ${sentence}`, () => {
      assert.throws(() => checkFaultPlan(plan), { message: sentence });
    });
  }
});

describe("the plans of the levels", () => {
  const levels = readdirSync(join(projectRoot, "levels"));
  for (const level of levels) {
    it(`${level} names only parts that its topology has`, () => {
      const plan = readFaultPlan(join(projectRoot, "levels", level, "faults.yaml"));
      const { processes, database, proxy } = readTopology(join(projectRoot, "levels", level, "topology.yaml"));
      const known: KnownPart[] = [
        { name: "postgres", kind: "postgres-primary" },
        { name: "sandbox", kind: "sandbox" },
        ...database.replicas.map(({ name }) => ({ name: name!, kind: "postgres-replica" as const })),
        ...(database.pooler === undefined ? [] : [{ name: "pgbouncer", kind: "pgbouncer" as const }]),
        ...(proxy === undefined ? [] : [{ name: "nginx", kind: "nginx" as const }]),
        ...processes.flatMap(({ role, count }) =>
          Array.from({ length: count }, (_, index) => ({ name: count === 1 ? role : `${role} ${index + 1}`, kind: role })),
        ),
      ];
      const named = plan.steps.flatMap(({ choose }) => choose).flatMap((fault) => Object.entries(fault));
      for (const [field, value] of named) if (["part", "from", "to"].includes(field)) demandPart(value as string, known);
    });
  }
});
