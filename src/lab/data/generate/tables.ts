/** What is loaded by what, with the columns in the order in which they are written. */
export const chunkKinds = ["products", "customers", "orders", "carts"] as const;
export type ChunkKind = (typeof chunkKinds)[number];

const columnsOf = {
  products: {
    products:
      "id slug name description category_id brand_id kind status listed tax_category attributes option_names popularity version created_at updated_at slogan",
    product_slugs: "slug product_id",
    product_categories: "product_id category_id is_direct popularity visible",
    product_documents: "product_id version body page",
    product_companions: "product_id companion_ids scores together source computed_at",
    media: "product_id id kind url alt position options",
    variants: "product_id id sku options position weight_grams status",
    skus: "sku product_id variant_id",
    variant_prices: "product_id variant_id price_list_id currency min_quantity amount_minor",
    variant_offers: "product_id variant_id version body",
    stock_levels: "product_id variant_id warehouse on_hand reserved allocated backorder_limit reorder_level low_since version",
    stock_ledger:
      "product_id variant_id warehouse version kind on_hand_delta reserved_delta allocated_delta backorder_limit_delta reference_id note recorded_at",
    reservations: "product_id hold_id variant_id part warehouse shopper_id quantity state expires_at",
    review_summaries:
      "product_id next_review version count rating_sum rating_1 rating_2 rating_3 rating_4 rating_5 recommended_yes recommended_no characteristics",
    review_characteristics: "product_id name count value_sum",
    reviews:
      "product_id id shopper_id rating summary body recommend reviewer_name email photos characteristics verified_purchase generated imported_helpful_count helpful_count response_body responded_at open_reports reported_at hidden_at created_at",
    question_counters: "product_id next_question next_answer version",
    questions:
      "product_id id shopper_id body asker_name email generated imported_helpful_count helpful_count answer_count open_reports reported_at hidden_at created_at",
    answers:
      "product_id id question_id shopper_id body answerer_name email by_seller photos generated imported_helpful_count helpful_count open_reports reported_at hidden_at created_at",
    search_documents: "product_id version words tags popularity prices rating_average created_at slug name",
  },
  customers: {
    customers: "shopper_id email name password_hash token_generation created_at updated_at",
    customer_emails: "email shopper_id",
    customer_addresses: "shopper_id id address is_default created_at",
  },
  orders: {
    orders:
      "id shopper_id number cart_id hold_id status currency country subtotal_minor discount_minor shipping_minor tax_minor included_tax_minor total_minor shipping_method email shipping_address promotions version cancel_requested_at placed_at updated_at",
    order_lines:
      "order_id shopper_id variant_id position sku name quantity unit_price_minor total_minor discount_minor tax_minor included_tax_minor allocations returned_quantity",
    payments:
      "order_id shopper_id id provider token currency amount_minor status reference decline_code captured_minor refunded_minor attempts next_attempt_at created_at updated_at",
    idempotency_keys: "owner_id id request_hash order_id response_status response created_at",
    outbox_shopper: "id shopper_id aggregate_type aggregate_id version type payload position created_at",
    carts: "id shopper_id currency country status coupon_codes shipping_method line_count order_id version created_at updated_at",
    cart_lines: "cart_id shopper_id variant_id quantity added_at",
  },
} as const;

export type TableName =
  | keyof (typeof columnsOf)["products"]
  | keyof (typeof columnsOf)["customers"]
  | keyof (typeof columnsOf)["orders"];

export type Table = { readonly name: TableName; readonly columns: readonly string[] };

const tablesIn = (group: Readonly<Record<string, string>>): Table[] =>
  Object.entries(group).map(([name, columns]) => ({ name: name as TableName, columns: columns.split(" ") }));

export const tables: readonly Table[] = Object.values(columnsOf).flatMap(tablesIn);

/** The tables that a chunk of this kind writes, parents first. */
export const tablesOfKind: Readonly<Record<ChunkKind, readonly Table[]>> = {
  products: tablesIn(columnsOf.products),
  customers: tablesIn(columnsOf.customers),
  orders: tablesIn(columnsOf.orders),
  carts: tablesIn(columnsOf.orders).filter(({ name }) => name === "carts" || name === "cart_lines"),
};

/** Takes the rows of a table, in PostgreSQL's text format for COPY, each with its line end. All of it is ASCII, and no text has to be escaped. */
export interface RowWriter {
  /** Rows of one group stand together, in the order of the groups: COPY into partitions is dear when they take turns. 0 when not given. */
  push(row: string, group?: number): void;
}
export type Rows = Readonly<Record<TableName, RowWriter>>;
