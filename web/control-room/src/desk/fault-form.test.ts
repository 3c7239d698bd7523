import assert from "node:assert/strict";
import { test } from "node:test";
import type { FaultKind } from "../room/contract.ts";
import { faultFrom, firstValues, labelOf } from "./fault-form.ts";

const delay: FaultKind = {
  kind: "network-delay",
  about: "",
  impossible: null,
  fields: [
    { name: "from", type: "part", isRequired: false, about: "" },
    { name: "to", type: "part", isRequired: true, about: "" },
    { name: "oneWay", type: "switch", isRequired: false, about: "" },
    { name: "delayMs", type: "whole", isRequired: true, least: 0, about: "" },
    { name: "forMs", type: "whole", isRequired: true, least: 100, about: "" },
  ],
};

test("a form begins with the part that was chosen in the picture", () => {
  assert.deepEqual(firstValues(delay, ["api 1", "postgres"], "postgres"), {
    from: "",
    to: "postgres",
    oneWay: "false",
    delayMs: "100",
    forMs: "10000",
  });
  assert.equal(firstValues(delay, ["api 1"], "gone").to, "api 1");
});

test("what was left empty is no part of the fault, and numbers are numbers", () => {
  const values = { from: "", to: "postgres", oneWay: "true", delayMs: "50", forMs: "2000" };
  assert.deepEqual(faultFrom(delay, values), { kind: "network-delay", to: "postgres", oneWay: true, delayMs: 50, forMs: 2_000 });
  assert.ok(!("oneWay" in faultFrom(delay, { ...values, oneWay: "false" })));
});

test("names of the program are read as words", () => {
  assert.equal(labelOf("forMs"), "For, in ms");
  assert.equal(labelOf("network-delay"), "Network delay");
  assert.equal(labelOf("onlyWhenProtected"), "Only when protected");
});
