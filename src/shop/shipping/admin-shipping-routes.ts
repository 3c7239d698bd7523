import Type from "typebox";
import { type Database, sql } from "../../platform/database/database.ts";
import type { AdminRole } from "../../platform/http/auth.ts";
import { CountryCode, Nullable, StringEnum } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import { changeReference } from "../pricing/change-reference.ts";
import { MAX_AMOUNT_MINOR } from "../pricing/limits.ts";
import type { ShippingMethod } from "./methods.ts";

const tags = ["shipping-admin"];
const roles: readonly AdminRole[] = ["catalog", "fulfilment"];
/** Each zone of a method is looked through for each quote. */
const MAX_ZONES = 100;
const MAX_TIERS = 50;
const MAX_COUNTRIES = 300;
const MAX_FROM = 1_000_000_000;

const Name = Type.String({ minLength: 1, maxLength: 200 });
const Amount = Type.Integer({ minimum: 0, maximum: MAX_AMOUNT_MINOR, description: "In minor units of the base currency." });
const NoContent = Type.Null({ description: "Done." });

const Zone = Type.Object({
  countries: Type.Array(CountryCode, { maxItems: MAX_COUNTRIES }),
  regionIds: Type.Array(Type.String({ pattern: "^[A-Z]{2,16}$" }), { maxItems: MAX_COUNTRIES }),
  basis: StringEnum(["weight", "subtotal"], { description: "Whether a tier's `from` is in grams or in minor units." }),
  tiers: Type.Array(Type.Object({ from: Type.Integer({ minimum: 0, maximum: MAX_FROM }), amountMinor: Amount }), {
    maxItems: MAX_TIERS,
  }),
  freeFromMinor: Nullable(Amount),
  maxWeightGrams: Nullable(Type.Integer({ minimum: 0, maximum: MAX_FROM })),
});
const Method = Type.Object({
  name: Name,
  kind: StringEnum(["delivery", "pickup"], { description: "A pickup costs nothing." }),
  zones: Type.Array(Zone, {
    maxItems: MAX_ZONES,
    description: "The one that names the country decides, else its region, else one that names none.",
  }),
  position: Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 }),
  active: Type.Boolean({ default: true }),
});
const Warehouse = Type.Object({
  name: Name,
  country: CountryCode,
  latitude: Type.Number({ minimum: -90, maximum: 90 }),
  longitude: Type.Number({ minimum: -180, maximum: 180 }),
  handlingCostMinor: Type.Integer({
    minimum: 0,
    maximum: MAX_AMOUNT_MINOR,
    default: 0,
    description: "What preparing a parcel there costs.",
  }),
  active: Type.Boolean({ default: true, description: "False: nothing is sold from there; its stock stays." }),
});
const methodId = Type.String({ pattern: "^[a-z0-9][a-z0-9-]{0,31}$", examples: ["standard"] });
const warehouseCode = Type.String({ pattern: "^[A-Z0-9-]{1,16}$", examples: ["LON1"] });

const listMethods = sql<ShippingMethod & { readonly active: boolean }>(
  "shipping.list-methods",
  "select id, name, kind, zones, position, active from shipping_methods order by position, id",
);
const putMethod = sql<object>(
  "shipping.put-method",
  `insert into shipping_methods (id, name, kind, zones, position, active) values ($1, $2, $3, $4, $5, $6)
   on conflict (id) do update set name = excluded.name, kind = excluded.kind, zones = excluded.zones, position = excluded.position,
     active = excluded.active`,
);
type WarehouseRow = {
  readonly code: string;
  readonly name: string;
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly handlingCostMinor: number;
  readonly active: boolean;
};
const listWarehouses = sql<WarehouseRow>(
  "shipping.list-warehouses",
  `select code, name, country, latitude, longitude, handling_cost_minor as "handlingCostMinor", active from warehouses order by code`,
);
const putWarehouse = sql<object>(
  "shipping.put-warehouse",
  `insert into warehouses (code, name, country, latitude, longitude, handling_cost_minor, active) values ($1, $2, $3, $4, $5, $6, $7)
   on conflict (code) do update set name = excluded.name, country = excluded.country, latitude = excluded.latitude,
     longitude = excluded.longitude, handling_cost_minor = excluded.handling_cost_minor, active = excluded.active`,
);

/** What the staff sets about shipping: methods with their prices, and warehouses. Neither is ever deleted, only switched off. */
export function adminShippingRoutes(app: App, { db }: { readonly db: Database }): void {
  app.get(
    "/v1/admin/shipping-methods",
    {
      config: { auth: "admin" },
      schema: {
        operationId: "listAllShippingMethods",
        summary: "All shipping methods",
        tags,
        response: {
          200: Type.Object({
            items: Type.Unsafe<readonly (ShippingMethod & { active: boolean })[]>(
              Type.Array(Type.Object({ id: methodId, ...Method.properties })),
            ),
          }),
        },
      },
    },
    async () => ({ items: await db.run(listMethods) }),
  );

  app.put(
    "/v1/admin/shipping-methods/:id",
    {
      config: { auth: "admin", roles },
      schema: {
        operationId: "putShippingMethod",
        summary: "Add or change a shipping method",
        tags,
        params: Type.Object({ id: methodId }),
        body: Method,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      const { name, kind, zones, position, active } = request.body;
      const values = [request.params.id, name, kind, JSON.stringify(zones), position, active];
      await changeReference(db, (tx) => tx.run(putMethod, values));
      reply.code(204);
      return null;
    },
  );

  app.get(
    "/v1/admin/warehouses",
    {
      config: { auth: "admin" },
      schema: {
        operationId: "listWarehouses",
        summary: "All warehouses",
        tags,
        response: { 200: Type.Object({ items: Type.Array(Type.Object({ code: warehouseCode, ...Warehouse.properties })) }) },
      },
    },
    async () => ({ items: await db.run(listWarehouses) }),
  );

  app.put(
    "/v1/admin/warehouses/:code",
    {
      config: { auth: "admin", roles },
      schema: {
        operationId: "putWarehouse",
        summary: "Add or change a warehouse",
        tags,
        params: Type.Object({ code: warehouseCode }),
        body: Warehouse,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      const { name, country, latitude, longitude, handlingCostMinor, active } = request.body;
      const values = [request.params.code, name, country, latitude, longitude, handlingCostMinor, active];
      await changeReference(db, (tx) => tx.run(putWarehouse, values));
      reply.code(204);
      return null;
    },
  );
}
