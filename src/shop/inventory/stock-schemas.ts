import Type from "typebox";
import { Nullable, Timestamp, UuidId, VariantId } from "../../platform/http/schemas.ts";
import { MAX_ON_HAND } from "./stock-admin.ts";

/** Lines of one receipt, adjustment or transfer: what a person checks in at once; 500 levels are locked for some milliseconds. */
export const MAX_STOCK_LINES = 500;
/** Units in one line, a container full of small things. */
const MAX_LINE_UNITS = 1_000_000;
const MAX_NOTE_LENGTH = 200;

export const WarehouseCode = Type.String({
  pattern: "^[A-Z0-9-]{1,16}$",
  description: "Code of a warehouse.",
  examples: ["LON"],
});

const units = (options: object) => Type.Integer({ minimum: 0, maximum: MAX_ON_HAND, ...options });

export const VariantStockBody = Type.Object({
  variantId: VariantId(),
  onHand: Type.Integer({ description: "Units on the shelves of all warehouses." }),
  reserved: Type.Integer({ description: "Units promised, held or allocated." }),
  available: Type.Integer({ description: "Units that can be sold without a backorder." }),
  warehouses: Type.Array(
    Type.Object({
      warehouse: WarehouseCode,
      onHand: Type.Integer(),
      reserved: Type.Integer(),
      allocated: Type.Integer({ description: "The part of the reserved units that belongs to paid orders." }),
      backorderLimit: Type.Integer({ description: "Units that may be sold beyond those on hand." }),
      reorderLevel: Nullable(Type.Integer({ description: "Below this an alert is given." })),
    }),
  ),
});

export const StockSettingBody = Type.Object({
  warehouse: WarehouseCode,
  onHand: units({ description: "Units on the shelf; the difference goes into the ledger as an adjustment." }),
  backorderLimit: Type.Optional(units({ description: "Units that may be sold beyond those on hand; unchanged when left out." })),
  reorderLevel: Type.Optional(
    Nullable(units({ description: "Below this an alert is given; null for none, unchanged when left out." })),
  ),
});

const note = Type.Optional(Type.String({ minLength: 1, maxLength: MAX_NOTE_LENGTH, description: "For the ledger." }));

const quantity = Type.Integer({ minimum: 1, maximum: MAX_LINE_UNITS });

export const ReceiveBody = Type.Object({
  lines: Type.Array(Type.Object({ variantId: VariantId(), warehouse: WarehouseCode, quantity }), {
    minItems: 1,
    maxItems: MAX_STOCK_LINES,
  }),
  note,
});

export const AdjustBody = Type.Object({
  lines: Type.Array(
    Type.Object({
      variantId: VariantId(),
      warehouse: WarehouseCode,
      delta: Type.Integer({
        minimum: -MAX_LINE_UNITS,
        maximum: MAX_LINE_UNITS,
        not: { const: 0 },
        description: "Units found (above 0) or missing (below 0).",
      }),
    }),
    { minItems: 1, maxItems: MAX_STOCK_LINES },
  ),
  note,
});

export const TransferBody = Type.Object({
  lines: Type.Array(Type.Object({ variantId: VariantId(), from: WarehouseCode, to: WarehouseCode, quantity }), {
    minItems: 1,
    maxItems: MAX_STOCK_LINES,
  }),
  note,
});

export const StockChangeAnswer = Type.Object({
  id: UuidId({ description: "Names this change in the ledger." }),
  levels: Type.Array(
    Type.Object({ variantId: VariantId(), warehouse: WarehouseCode, onHand: Type.Integer(), reserved: Type.Integer() }),
    { description: "The levels that were changed, as they are afterwards." },
  ),
});

export const LedgerEntryBody = Type.Object({
  warehouse: WarehouseCode,
  version: Type.Integer({ description: "Counts the entries of this level, without gaps." }),
  kind: Type.String({ description: "What happened: receive, adjust, hold, allocate, ship, …" }),
  onHandDelta: Type.Integer(),
  reservedDelta: Type.Integer(),
  allocatedDelta: Type.Integer(),
  backorderLimitDelta: Type.Integer(),
  referenceId: Nullable(UuidId({ description: "The hold, return or change that caused it." })),
  note: Nullable(Type.String()),
  recordedAt: Timestamp,
});

export const LowStockBody = Type.Object({
  variantId: VariantId(),
  sku: Type.String(),
  warehouse: WarehouseCode,
  available: Type.Integer(),
  reorderLevel: Type.Integer(),
  lowSince: Timestamp,
});
