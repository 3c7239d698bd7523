import { type Database, sql } from "../../platform/database/database.ts";

/** What the check of stock levels against their ledger has found since the process started. */
export type StockAccuracyFigures = {
  /** Levels that were added up. */
  readonly checked: number;
  /** Those of them that are not what their ledger says: a defect, never a miscount. */
  readonly wrong: number;
};

export type WrongLevel = { readonly variantId: number; readonly warehouse: string; readonly version: number };

export interface StockAccuracy {
  readonly figures: StockAccuracyFigures;
  /** Looks at the next levels, around all of them again and again; answers how many it added up. */
  runOnce(): Promise<number>;
}

export type StockAccuracyOptions = {
  readonly db: Database;
  readonly onWrong: (level: WrongLevel) => void;
  /** Where a process begins, so that those that restart often do not always look at the same levels. */
  readonly random?: () => number;
};

/** Levels of one turn: some milliseconds of reading by key, that no shopper notices. The nightly audit looks at all of them. */
const LEVELS_PER_TURN = 100;
/** Changes of one level that a turn adds up at the most; those of a hot SKU beyond this are left to the audit. */
const MAX_LEDGER_ROWS = 20_000;

type Checked = {
  readonly product_id: number;
  readonly variant_id: number;
  readonly warehouse: string;
  readonly version: number;
  readonly is_counted: boolean;
  readonly is_right: boolean;
};

/** One statement, so one snapshot: a change under way is in both or in neither. */
const checkLevels = sql<Checked>(
  "inventory.check-levels",
  `with sample as (
    select product_id, variant_id, warehouse, version, on_hand, reserved, allocated, backorder_limit from stock_levels
    where (product_id, variant_id, warehouse) > ($1, $2, $3) order by product_id, variant_id, warehouse limit ${LEVELS_PER_TURN}
  )
  select s.product_id, s.variant_id, s.warehouse, s.version, s.version <= ${MAX_LEDGER_ROWS} as is_counted,
    coalesce((s.version, s.version, s.on_hand, s.reserved, s.allocated, s.backorder_limit) =
      (l.entries, l.last_version, l.on_hand, l.reserved, l.allocated, l.backorder_limit), true) as is_right
  from sample s left join lateral (
    select count(*) as entries, coalesce(max(version), 0) as last_version, coalesce(sum(on_hand_delta), 0) as on_hand,
      coalesce(sum(reserved_delta), 0) as reserved, coalesce(sum(allocated_delta), 0) as allocated,
      coalesce(sum(backorder_limit_delta), 0) as backorder_limit
    from stock_ledger e where e.product_id = s.product_id and e.variant_id = s.variant_id and e.warehouse = s.warehouse
  ) l on s.version <= ${MAX_LEDGER_ROWS}
  order by s.product_id, s.variant_id, s.warehouse`,
);

const lastProduct = sql<{ product_id: number }>(
  "inventory.last-product-with-stock",
  "select product_id from stock_levels order by product_id desc limit 1",
);

/** Adds levels up all the time, some at a time: inventory accuracy is held to 100 %, so one wrong level is an alert. */
export function createStockAccuracy({ db, onWrong, random = Math.random }: StockAccuracyOptions): StockAccuracy {
  const figures = { checked: 0, wrong: 0 };
  const first = [0, 0, ""] as const;
  let after: readonly [number, number, string] | undefined;

  return {
    figures,
    async runOnce() {
      if (after === undefined) {
        const [last] = await db.run(lastProduct);
        after = [Math.floor(random() * (last?.product_id ?? 0)), 0, ""];
      }
      const levels = await db.run(checkLevels, after);
      const end = levels.at(-1);
      after = end === undefined || levels.length < LEVELS_PER_TURN ? first : [end.product_id, end.variant_id, end.warehouse];
      const counted = levels.filter((level) => level.is_counted);
      figures.checked += counted.length;
      for (const { variant_id: variantId, warehouse, version } of counted.filter((level) => !level.is_right)) {
        figures.wrong += 1;
        onWrong({ variantId, warehouse, version });
      }
      return counted.length;
    },
  };
}
