import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import type { Order } from "../orders/order.ts";
import type { Sender } from "./mail.ts";

export const sender: Sender = { shopName: "Gift & Co", from: "shop@gifts.example", locale: "en-GB" };

export function someOrder(order: Partial<Order> = {}): Order {
  return {
    id: "019ac2d0-0000-7000-8000-000000000001",
    shopperId: "019ac2d0-0000-7000-8000-0000000000aa",
    number: "T-1000042",
    cartId: "019ac2d0-0000-7000-8000-0000000000bb",
    holdId: "019ac2d0-0000-7000-8000-0000000000cc",
    status: "paid",
    currency: "GBP",
    country: "GB",
    subtotalMinor: 5_097,
    discountMinor: 500,
    shippingMinor: 495,
    taxMinor: 0,
    includedTaxMinor: 849,
    totalMinor: 5_092,
    shippingMethod: "standard",
    email: "ada@buyers.example",
    shippingAddress: {
      name: "Ada Lovelace",
      line1: "12 St James's Square",
      city: "London",
      postalCode: "SW1Y 4JH",
      country: "GB",
    },
    promotions: [],
    version: 2,
    placedAt: new Date("2026-11-27T08:00:00Z"),
    updatedAt: new Date("2026-11-27T08:00:01Z"),
    lines: [
      {
        variantId: 10_420_001,
        sku: "85123A",
        name: "White hanging heart T-light holder",
        quantity: 3,
        unitPriceMinor: 1_699,
        totalMinor: 5_097,
        discountMinor: 500,
        taxMinor: 0,
        includedTaxMinor: 849,
        returnedQuantity: 0,
        allocations: [],
      },
    ],
    payment: {
      id: "019ac2d0-0000-7000-8000-0000000000dd",
      provider: "sandbox",
      status: "paid",
      reference: "ch_1",
      declineCode: null,
      capturedMinor: 5_092,
      refundedMinor: 0,
    },
    ...order,
  };
}

export type Delivered = { readonly mail: ParsedMail; readonly recipients: readonly string[]; readonly raw: string };

/** A mail server on loopback. `refuse` answers an SMTP code for the nth mail (from 1), or null to take it. */
export async function startMailServer(refuse: (count: number) => number | null = () => null) {
  const delivered: Delivered[] = [];
  let count = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onRcptTo(address, _session, done) {
      count += 1;
      const code = refuse(count);
      done(code === null ? null : Object.assign(new Error(`${address.address} is not welcome`), { responseCode: code }));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", async () => {
        const raw = Buffer.concat(chunks).toString();
        delivered.push({ mail: await simpleParser(raw), recipients: session.envelope.rcptTo.map(({ address }) => address), raw });
        done();
      });
    },
  });
  server.on("error", () => undefined);
  const listening = server.listen(0, "127.0.0.1");
  await new Promise<void>((resolve) => listening.once("listening", resolve));
  const { port } = listening.address() as { port: number };
  return {
    url: `smtp://127.0.0.1:${port}`,
    delivered,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
