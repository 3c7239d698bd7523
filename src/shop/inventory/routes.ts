import type { FastifyReply, FastifyRequest } from "fastify";
import Type, { type Static } from "typebox";
import type { Database, Queryable } from "../../platform/database/database.ts";
import { withIdempotency } from "../../platform/database/idempotent.ts";
import { type AdminRole, adminOf } from "../../platform/http/auth.ts";
import { createCursor } from "../../platform/http/cursor.ts";
import { idempotencyKeyOf, requestHashOf } from "../../platform/http/idempotency.ts";
import { invalid, problem } from "../../platform/http/problems.ts";
import { pageOf, pageQuery, VariantId } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import { derivedId, LARGEST_PRODUCT_ID, newId, productOfVariant } from "../../platform/ids.ts";
import type { StockReads } from "./read-stock.ts";
import { changeStock, type StockChange, setStock } from "./stock-admin.ts";
import {
  AdjustBody,
  LedgerEntryBody,
  LowStockBody,
  ReceiveBody,
  StockChangeAnswer,
  StockSettingBody,
  TransferBody,
  VariantStockBody,
  WarehouseCode,
} from "./stock-schemas.ts";

export type InventoryRoutesDependencies = { readonly db: Database; readonly stock: StockReads };

const params = Type.Object({ variantId: VariantId({ maximum: (LARGEST_PRODUCT_ID + 1) * 10_000 - 1 }) });
const tags = ["inventory"];
const writers: readonly AdminRole[] = ["fulfilment", "catalog"];
const ledgerCursor = createCursor("stock:ledger", ["string", "integer"]);
const lowCursor = createCursor("stock:low", ["integer", "string"]);

/** What the staff sees and does about stock. */
export function inventoryRoutes(app: App, deps: InventoryRoutesDependencies): void {
  levelRoutes(app, deps);
  listRoutes(app, deps);
  changeRoutes(app, deps);
}

function levelRoutes(app: App, { db, stock }: InventoryRoutesDependencies): void {
  async function stockOf(variantId: number) {
    const found = await stock.variant(variantId);
    if (found === null) throw problem("not-found", "There is no such variant.");
    return found;
  }

  app.get(
    "/v1/admin/variants/:variantId/stock",
    {
      config: { auth: "admin", problems: ["not-found"] },
      schema: { operationId: "getStock", summary: "Stock of a variant", tags, params, response: { 200: VariantStockBody } },
    },
    (request) => stockOf(request.params.variantId),
  );

  app.put(
    "/v1/admin/variants/:variantId/stock",
    {
      config: { auth: "admin", roles: writers, problems: ["not-found", "stock-below-reserved"] },
      schema: {
        operationId: "setStock",
        summary: "Set the stock of a variant in a warehouse",
        description: "Sets the level to what was counted. A variant that was never in this warehouse gets its level.",
        tags,
        params,
        body: StockSettingBody,
        response: { 200: VariantStockBody },
      },
    },
    async (request) => {
      const { variantId } = request.params;
      await stockOf(variantId);
      await setStock(db, { variantId, ...request.body });
      return stockOf(variantId);
    },
  );
}

function listRoutes(app: App, { stock }: InventoryRoutesDependencies): void {
  app.get(
    "/v1/admin/variants/:variantId/stock/ledger",
    {
      config: { auth: "admin" },
      schema: {
        operationId: "listStockLedger",
        summary: "Every change of a variant's stock",
        description: "Append-only, newest first within each warehouse.",
        tags,
        params,
        querystring: Type.Object({ ...pageQuery, warehouse: Type.Optional(WarehouseCode) }),
        response: { 200: pageOf(LedgerEntryBody) },
      },
    },
    async (request) => {
      const { limit, warehouse = null } = request.query;
      const keys = ledgerCursor.decode(request.query.cursor);
      const before = keys === null ? null : { warehouse: keys[0], version: keys[1] };
      const items = await stock.ledger(request.params.variantId, warehouse, before, limit + 1);
      return page(items, limit, (last) => ledgerCursor.encode([last.warehouse, last.version]));
    },
  );

  app.get(
    "/v1/admin/stock/low",
    {
      config: { auth: "admin" },
      schema: {
        operationId: "listLowStock",
        summary: "Stock below its reorder level",
        tags,
        querystring: Type.Object(pageQuery),
        response: { 200: pageOf(LowStockBody) },
      },
    },
    async (request) => {
      const { limit } = request.query;
      const keys = lowCursor.decode(request.query.cursor);
      const after = keys === null ? null : { variantId: keys[0], warehouse: keys[1] };
      const items = await stock.low(after, limit + 1);
      return page(items, limit, (last) => lowCursor.encode([last.variantId, last.warehouse]));
    },
  );
}

function page<Item>(items: Item[], limit: number, cursorOf: (last: Item) => string) {
  const shown = items.slice(0, limit);
  return { items: shown, nextCursor: items.length > limit ? cursorOf(shown.at(-1)!) : null };
}

function changeRoutes(app: App, { db }: InventoryRoutesDependencies): void {
  /** Books the changes of a request once for its key. */
  async function change(request: FastifyRequest, reply: FastifyReply, scope: string, changes: readonly StockChange[]) {
    assertVariants(changes);
    const { note = null } = request.body as { note?: string };
    const call = {
      ownerId: derivedId("admin", adminOf(request).keyId),
      scope,
      key: idempotencyKeyOf(request),
      requestHash: requestHashOf(request),
    };
    const answer = await withIdempotency<Static<typeof StockChangeAnswer>>(db, call, async (tx: Queryable) => {
      const reference = newId();
      return { status: 200, body: { id: reference, levels: await changeStock(tx, changes, { note, reference }) } };
    });
    if (answer.replayed) reply.header("idempotency-replayed", "true");
    return answer.body;
  }

  const config = {
    auth: "admin",
    roles: writers,
    idempotencyKey: "required",
    problems: ["stock-below-reserved", "idempotency-key-reused", "idempotency-in-progress"],
  } as const;
  const response = { 200: StockChangeAnswer };

  app.post(
    "/v1/admin/stock/receive",
    { config, schema: { operationId: "receiveStock", summary: "Book goods that arrived", tags, body: ReceiveBody, response } },
    (request, reply) =>
      change(
        request,
        reply,
        "stock.receive",
        request.body.lines.map(({ quantity, ...line }, n) => ({
          ...line,
          kind: "receive",
          delta: quantity,
          path: `/body/lines/${n}`,
        })),
      ),
  );

  app.post(
    "/v1/admin/stock/adjust",
    {
      config,
      schema: { operationId: "adjustStock", summary: "Book what a count found or missed", tags, body: AdjustBody, response },
    },
    (request, reply) =>
      change(
        request,
        reply,
        "stock.adjust",
        request.body.lines.map((line, n) => ({ ...line, kind: "adjust", path: `/body/lines/${n}` })),
      ),
  );

  app.post(
    "/v1/admin/stock/transfer",
    {
      config,
      schema: { operationId: "transferStock", summary: "Move goods between warehouses", tags, body: TransferBody, response },
    },
    (request, reply) =>
      change(
        request,
        reply,
        "stock.transfer",
        request.body.lines.flatMap(({ variantId, from, to, quantity }, n) => {
          const path = `/body/lines/${n}`;
          if (from === to) throw invalid(`${path}/to`, "must be another warehouse");
          return [
            { variantId, warehouse: from, kind: "transfer-out", delta: -quantity, path } as const,
            { variantId, warehouse: to, kind: "transfer-in", delta: quantity, path } as const,
          ];
        }),
      ),
  );
}

function assertVariants(changes: readonly StockChange[]): void {
  const wrong = changes.find(({ variantId }) => productOfVariant(variantId) > LARGEST_PRODUCT_ID);
  if (wrong !== undefined) throw invalid(`${wrong.path}/variantId`, `there is no variant ${wrong.variantId}`);
}
