import assert from "node:assert/strict";
import { test } from "node:test";
import { escapeHtml, formatMoney, isPlainAddress, oneLine } from "./mail.ts";
import { sender, someOrder } from "./notifications.fixture.ts";
import { orderMail, orderMailKinds } from "./order-mails.ts";
import { reorderMail } from "./reorder-mail.ts";

test("money is written by its currency, to the last digit", () => {
  assert.equal(formatMoney(1_999, "GBP", "en-GB"), "£19.99");
  assert.equal(formatMoney(5, "GBP", "en-GB"), "£0.05");
  assert.equal(formatMoney(-1_050, "EUR", "en-GB"), "-€10.50");
  assert.equal(formatMoney(1_999, "JPY", "en-GB"), "JP¥1,999");
  assert.equal(formatMoney(1_234_567, "KWD", "en-GB").replace(/\s/, " "), "KWD 1,234.567");
  assert.equal(formatMoney(123_456, "EUR", "de-DE").replace(/\s/, " "), "1.234,56 €");
  assert.equal(formatMoney(Number.MAX_SAFE_INTEGER, "GBP", "en-GB"), "£90,071,992,547,409.91");
});

test("only one plain address is an address", () => {
  for (const address of ["ada@example.com", "a.b+c@sub.example.co.uk", "o'neill@example.com", "jürgen@müller.example"]) {
    assert.equal(isPlainAddress(address), true, address);
  }
  const wrong = [
    "",
    "ada",
    "@example.com",
    "ada@",
    "a@b@example.com",
    "ada@example.com,eve@example.com",
    "ada@example.com;eve@example.com",
    "Ada <ada@example.com>",
    "ada@example.com\r\nBcc: eve@example.com",
    "ada @example.com",
    `${"a".repeat(250)}@example.com`,
  ];
  for (const address of wrong) assert.equal(isPlainAddress(address), false, address);
});

test("text of shoppers stays in its line and is no markup", () => {
  assert.equal(oneLine("Ada\r\nBcc: eve\u2028x\u0000y"), "Ada Bcc: eve x y");
  assert.equal(escapeHtml(`<b title="x">&'`), "&#60;b title=&#34;x&#34;&#62;&#38;&#39;");
});

test("a confirmation says what was bought, for how much and where it goes, in text and in HTML", () => {
  const { subject, text, html } = orderMail("order-confirmation", someOrder(), sender);
  assert.equal(subject, "Thank you for your order T-1000042 (Gift & Co)");
  const facts = [
    "T-1000042",
    "Ada Lovelace",
    "27 November 2026",
    "85123A, 3 × £16.99",
    "£50.97",
    "-£5.00",
    "£4.95",
    "£8.49",
    "£50.92",
    "SW1Y 4JH London",
  ];
  for (const fact of facts) {
    assert.ok(text.includes(fact), fact);
    assert.ok(html.includes(fact), fact);
  }
  assert.ok(html.includes("12 St James&#39;s Square"));
  assert.ok(html.includes("Gift &#38; Co"));
});

test("the other mails say what became of the order and of the money", () => {
  const paid = someOrder().payment;
  const said = (kind: (typeof orderMailKinds)[number], refundedMinor = 0) =>
    orderMail(kind, someOrder({ payment: { ...paid, refundedMinor } }), sender).text;
  assert.match(said("payment-failed"), /nothing was charged/);
  assert.match(said("order-shipped"), /on its way/);
  assert.match(said("order-cancelled"), /Nothing was charged\./);
  assert.match(said("order-cancelled", 5_092), /£50\.92 goes back/);
  assert.match(said("order-refunded", 1_000), /Of £50\.92 that you paid, £10\.00 has been given back/);
});

test("names and addresses that carry markup or line ends break nothing", () => {
  const base = someOrder();
  const order = someOrder({
    number: "T-1\r\nBcc: eve@example.com",
    shippingAddress: { ...base.shippingAddress, name: "<script>alert(1)</script>\r\nX: y" },
    lines: [{ ...base.lines[0]!, name: "<img src=x onerror=alert(1)>" }],
  });
  for (const kind of orderMailKinds) {
    const { subject, html } = orderMail(kind, order, sender);
    assert.doesNotMatch(subject, /[\r\n]/);
    assert.doesNotMatch(html, /<script|<img|\nX: y/);
  }
});

test("a very long order is summed up at its end", () => {
  const [line] = someOrder().lines;
  const { text } = orderMail("order-confirmation", someOrder({ lines: Array.from({ length: 1_114 }, () => line!) }), sender);
  assert.match(text, /and 1014 further lines/);
  assert.ok(text.length < 20_000);
});

test("a reorder alert names the variant, the warehouse and the numbers", () => {
  const alert = { variantId: 10_420_001, warehouse: "leeds", available: 3, reorderLevel: 10 };
  const { subject, text } = reorderMail(alert, { sku: "85123A", name: "Heart holder" }, sender);
  assert.equal(subject, "Reorder 85123A in leeds (Gift & Co)");
  assert.match(text, /Of Heart holder \(85123A\), 3 are available in warehouse leeds\. The reorder level is 10\./);
  assert.match(reorderMail(alert, null, sender).subject, /variant 10420001/);
});
