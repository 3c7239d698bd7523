import assert from "node:assert/strict";
import { test } from "node:test";
import { classify, itemOf } from "./classify.ts";
import { rowOf } from "./fixture.ts";
import type { Row } from "./row.ts";

const said = (over: Partial<Row>): string => {
  const verdict = classify(rowOf(over));
  return verdict.kind === "rejected" ? verdict.reason : `${verdict.kind} of a ${verdict.item}`;
};

test("products are five digits with or without letters, and the web shop's DCGS codes", () => {
  for (const sku of ["85123A", "22423", "15056BL", "DCGSSBOY", "DCGS0003"]) assert.equal(itemOf(sku), "product", sku);
  const services = [
    "POST",
    "DOT",
    "C2",
    "M",
    "D",
    "S",
    "B",
    "BANK CHARGES",
    "AMAZONFEE",
    "CRUK",
    "PADS",
    "GIFT_0001_20",
    "22016",
    "23444",
    "23574",
    "23702",
  ];
  for (const sku of services) assert.equal(itemOf(sku), "service", sku);
});

test("a sale has a positive quantity and price, whatever the item", () => {
  assert.equal(said({}), "sale of a product");
  assert.equal(said({ stockCode: "85123a" }), "sale of a product");
  assert.equal(said({ stockCode: "POST" }), "sale of a service");
  assert.equal(said({ stockCode: "m", description: "" }), "sale of a service");
});

test("a cancellation has an invoice number with C", () => {
  assert.equal(said({ invoiceNo: "C536379", quantity: -1 }), "cancellation of a product");
  assert.equal(said({ invoiceNo: "C536379", quantity: -1, stockCode: "D" }), "cancellation of a service");
  assert.equal(said({ invoiceNo: "C536379", quantity: 1 }), "cancellation-without-value");
});

test("each reason to reject a line", () => {
  assert.equal(said({ invoiceNo: "A563185", stockCode: "B", unitPriceMills: 11_062_060 }), "adjusts-bad-debt");
  assert.equal(said({ quantity: -10, unitPriceMills: 0, description: "" }), "negative-stock-adjustment");
  assert.equal(said({ quantity: 0 }), "zero-quantity");
  assert.equal(said({ unitPriceMills: 0 }), "zero-price");
  assert.equal(said({ unitPriceMills: -2550 }), "negative-price");
  assert.equal(said({ unitPriceMills: 1, stockCode: "PADS" }), "sub-penny-price");
  assert.equal(said({ invoiceNo: "C1", quantity: -1, unitPriceMills: 1 }), "sub-penny-price");
  assert.equal(said({ description: "" }), "missing-description");
});
