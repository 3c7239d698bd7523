/** Compiled and never run: what the types must let through, and, under `@ts-expect-error`, what they must not. */
import { createTenfoldClient, dataOf, type ProblemCode, TenfoldProblem } from "./client.ts";

const tenfold = createTenfoldClient({ baseUrl: "http://localhost:8080", token: "tf_…", adminKey: "tfk_…", retries: 2 });
const cartId = "01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60";
const path = { cartId };

export async function rightCalls(): Promise<void> {
  const session = await dataOf(tenfold.POST("/v1/sessions"));
  tenfold.setToken(session.token);

  const { data, error } = await tenfold.GET("/v1/products", { params: { query: { limit: 5, category: "bags" } } });
  if (error !== undefined) {
    const code: ProblemCode = error.code;
    error.errors?.map(({ path, message }) => `${path} ${message} ${code}`);
  } else {
    const price: { amountMinor: number; currency: string } | null | undefined = data.items[0]?.variants[0]?.price;
    const next: string | null = data.nextCursor;
    void [price, next];
  }

  const cart = await dataOf(tenfold.POST("/v1/carts", { body: { country: "GB" } }));
  const total: number = cart.totalMinor;
  await tenfold.POST("/v1/carts/{cartId}/lines", { params: { path }, body: { variantId: 10001, quantity: 2 } });
  // A key of one's own is allowed, and none is needed.
  const header = { "Idempotency-Key": "order-1" };
  const body = {
    email: "ada@example.com",
    shippingAddress: { name: "Ada", line1: "1 Street", city: "London", postalCode: "SW1", country: "GB" },
    payment: { provider: "sandbox", token: "ok" },
    expectedTotalMinor: total,
  };
  const order = await dataOf(tenfold.POST("/v1/carts/{cartId}/checkout", { params: { path, header }, body }));
  await tenfold.POST("/v1/carts/{cartId}/checkout", { params: { path }, body });
  const status: "pending" | "paid" | "payment_failed" | "cancelled" | "fulfilled" | "returned" = order.status;
  void status;

  // Fields with a default may be left out.
  await tenfold.POST("/v1/admin/products", { body: { name: "A lamp", variants: [{ sku: "LAMP" }] } });
  await tenfold.PATCH("/v1/admin/products/{productId}", {
    params: { path: { productId: 1 }, header: { "If-Match": '"7"' } },
    body: { name: "Another lamp" },
  });
}

export function wrongCalls(): void {
  // @ts-expect-error: there is no such address
  void tenfold.GET("/v1/nothing");
  // @ts-expect-error: nothing is posted there
  void tenfold.POST("/v1/products");
  // @ts-expect-error: the path's parameter is missing
  void tenfold.GET("/v1/carts/{cartId}");
  // @ts-expect-error: a quantity is a number
  void tenfold.POST("/v1/carts/{cartId}/lines", { params: { path }, body: { variantId: 10001, quantity: "2" } });
  // @ts-expect-error: a required field is missing
  void tenfold.POST("/v1/carts/{cartId}/lines", { params: { path }, body: { variantId: 10001 } });
  // @ts-expect-error: an unknown query parameter
  void tenfold.GET("/v1/products", { params: { query: { limti: 5 } } });
  // @ts-expect-error: it needs to know where the shop is
  createTenfoldClient({});
}

export function problemsByCode(error: unknown): string {
  if (!(error instanceof TenfoldProblem)) return "";
  switch (error.code) {
    case "out-of-stock":
      return JSON.stringify(error.problem.lines);
    // @ts-expect-error: there is no such code
    case "out-of-milk":
      return "";
    default:
      return error.message;
  }
}
