/** What the staff does in the tests, by the admin API. */
export type Staff = {
  /** A product of its own with one variant, in stock, at 12.50 in pounds. */
  addProduct(product: { readonly name: string; readonly description?: string; readonly units: number }): Promise<NewProduct>;
  setUnits(variantId: number, units: number): Promise<void>;
  setPrice(variantId: number, amountMinor: number): Promise<void>;
};

export type NewProduct = { readonly id: number; readonly slug: string; readonly variantId: number };

const WAREHOUSE = "LON1";
export const PRICE_MINOR = 1_250;

type Saved = {
  readonly id: number;
  readonly slug: string;
  readonly variants: readonly { readonly id: number; readonly prices: readonly object[] }[];
};

export function createStaff(url: string, adminKey: string): Staff {
  async function ask<Body>(method: string, path: string, body: object): Promise<Body> {
    const headers = { authorization: `Bearer ${adminKey}`, "content-type": "application/json" };
    const answer = await fetch(`${url}${path}`, { method, headers, body: JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text}`);
    return JSON.parse(text) as Body;
  }

  let count = 0;
  const prices = (amountMinor: number) => ({ prices: [{ currency: "GBP", amountMinor }] });

  const staff: Staff = {
    async addProduct({ name, description = "A thing for a test.", units }) {
      count += 1;
      const sku = `TEST-${count}`;
      const variant = { sku, options: {}, weightGrams: 200, ...prices(PRICE_MINOR) };
      const product = { slug: `test-product-${count}`, name, description, variants: [variant] };
      const { id, slug, variants } = await ask<Saved>("POST", "/v1/admin/products", product);
      const variantId = variants[0]!.id;
      await staff.setUnits(variantId, units);
      return { id, slug, variantId };
    },
    async setUnits(variantId, units) {
      await ask("PUT", `/v1/admin/variants/${variantId}/stock`, { warehouse: WAREHOUSE, onHand: units });
    },
    async setPrice(variantId, amountMinor) {
      await ask("PUT", `/v1/admin/variants/${variantId}/prices`, prices(amountMinor));
    },
  };
  return staff;
}
