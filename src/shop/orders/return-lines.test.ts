import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { LockedLine } from "./locked-order.ts";
import { paidForLine, returnAllocations, returnShareMinor } from "./return-lines.ts";

/** A line of two warehouses, and its units cut into returns. */
const returnedLine = fc
  .record({
    unitPriceMinor: fc.integer({ min: 0, max: 2_000_000_000 }),
    taxMinor: fc.integer({ min: 0, max: 1_000_000_000 }),
    discountShare: fc.double({ min: 0, max: 1, noNaN: true }),
    pieces: fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 12 }),
    firstShare: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ unitPriceMinor, taxMinor, discountShare, pieces, firstShare }) => {
    const quantity = pieces.reduce((sum, piece) => sum + piece, 0);
    const totalMinor = unitPriceMinor * quantity;
    const first = Math.floor(quantity * firstShare);
    const line: LockedLine = {
      variantId: 10_001,
      sku: "A",
      quantity,
      returnedQuantity: 0,
      totalMinor,
      discountMinor: Math.floor(totalMinor * discountShare),
      taxMinor,
      allocations: [
        { warehouse: "B", quantity: first },
        { warehouse: "A", quantity: quantity - first },
      ].filter((allocation) => allocation.quantity > 0),
    };
    return { line, pieces };
  });

test("returning a line piece by piece refunds exactly what was paid for it", () => {
  fc.assert(
    fc.property(returnedLine, ({ line, pieces }) => {
      let returnedQuantity = 0;
      let refundedMinor = 0;
      for (const piece of pieces) {
        const share = returnShareMinor({ ...line, returnedQuantity }, piece);
        const exact = (paidForLine(line) * piece) / line.quantity;
        assert.ok(Math.abs(share - exact) <= 1 + Math.abs(exact) * 1e-9, "a piece is within one minor unit of its share");
        refundedMinor += share;
        returnedQuantity += piece;
      }
      assert.equal(refundedMinor, paidForLine(line));
    }),
  );
});

test("units come back to the warehouses that they came from, each once", () => {
  fc.assert(
    fc.property(returnedLine, ({ line, pieces }) => {
      const back = new Map<string, number>();
      let returnedQuantity = 0;
      for (const piece of pieces) {
        const allocations = returnAllocations({ ...line, returnedQuantity }, piece);
        assert.equal(
          allocations.reduce((sum, one) => sum + one.quantity, 0),
          piece,
        );
        for (const { warehouse, quantity } of allocations) back.set(warehouse, (back.get(warehouse) ?? 0) + quantity);
        returnedQuantity += piece;
      }
      assert.deepEqual(
        line.allocations.map(({ warehouse }) => back.get(warehouse)),
        line.allocations.map(({ quantity }) => quantity),
      );
    }),
  );
});

test("what needs no stock comes back to no warehouse", () => {
  const line: LockedLine = {
    variantId: 1,
    sku: "S",
    quantity: 2,
    returnedQuantity: 0,
    totalMinor: 10,
    discountMinor: 0,
    taxMinor: 0,
    allocations: [],
  };
  assert.deepEqual(returnAllocations(line, 2), []);
});
