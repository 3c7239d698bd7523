import assert from "node:assert/strict";
import { test } from "node:test";
import { checkout } from "../i18n/en/checkout.ts";
import { addressErrors, emptyAddress, looksLikeEmail, tidyAddress } from "./address-rules.ts";

const complete = { name: " Ada Byron ", line1: "12 St James's Square", city: "London", postalCode: "SW1Y 4JH", country: "GB" };

test("what is missing is said field by field", () => {
  assert.deepEqual(Object.keys(addressErrors(emptyAddress("GB"), checkout.required)), ["name", "line1", "postalCode", "city"]);
  assert.deepEqual(addressErrors(complete, checkout.required), {});
  assert.deepEqual(Object.keys(addressErrors({ ...complete, country: "US" }, checkout.required)), ["region"]);
});

test("an address is sent without blanks, empty lines and a state that its country does not have", () => {
  assert.deepEqual(tidyAddress({ ...complete, line2: " ", region: "CA" }), { ...complete, name: "Ada Byron" });
  assert.equal(tidyAddress({ ...complete, country: "US", region: "CA" }).region, "CA");
});

test("an e-mail address needs an at sign and a domain", () => {
  for (const good of ["ada@example.com", " ada+shop@mail.example.co.uk ", "ä@bücher.example"])
    assert.ok(looksLikeEmail(good), good);
  for (const bad of ["", "ada", "ada@", "ada@example", "@example.com", "a b@example.com", "a@b@c.de"])
    assert.ok(!looksLikeEmail(bad), bad);
});
