/** A node of a plan as PostgreSQL tells it in JSON. */
type PlanNode = {
  readonly "Node Type": string;
  readonly "Index Name"?: string;
  readonly "Relation Name"?: string;
  readonly "Actual Loops"?: number;
  readonly "Actual Rows"?: number;
  readonly "Shared Hit Blocks"?: number;
  readonly "Shared Read Blocks"?: number;
  readonly Plans?: readonly PlanNode[];
};
type Explained = { readonly Plan: PlanNode; readonly "Execution Time": number };

/** A client of PostgreSQL, as far as this needs one. */
type Client = {
  query(query: { readonly text: string; readonly values: unknown[] }): Promise<{ rows: Record<string, unknown>[] }>;
};

export type PlanOf = {
  /** Node types with their indexes; that of a month's partition is called like its table's. */
  readonly shape: string;
  /** Pages of 8 KiB that were touched, in memory or not. */
  readonly blocks: number;
  /** That were answered. */
  readonly rows: number;
  /** Tables or partitions that were really looked into. */
  readonly scans: number;
  readonly ms: number;
};

/** Runs the statement once and answers how it was done. */
export async function explain(client: Client, text: string, values: readonly unknown[] = []): Promise<PlanOf> {
  const { rows } = await client.query({
    text: `explain (analyze, buffers, timing off, format json) ${text}`,
    values: [...values],
  });
  const { Plan: plan, "Execution Time": ms } = (rows[0]!["QUERY PLAN"] as Explained[])[0]!;
  return {
    shape: shapeOf(plan),
    blocks: (plan["Shared Hit Blocks"] ?? 0) + (plan["Shared Read Blocks"] ?? 0),
    rows: plan["Actual Rows"] ?? 0,
    scans: scansOf(plan),
    ms,
  };
}

/** The plan as a person reads it. */
export async function explainText(client: Client, text: string, values: readonly unknown[] = []): Promise<string> {
  const { rows } = await client.query({
    text: `explain (analyze, buffers, costs off, timing off, summary off) ${text}`,
    values: [...values],
  });
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
}

/** Months come and go with the calendar; a partition's index is that of its table. */
function shapeOf(node: PlanNode): string {
  const on = node["Index Name"] ?? node["Relation Name"];
  const self = on === undefined ? node["Node Type"] : `${node["Node Type"]} ${on.replace(/_20\d\d_\d\d/, "")}`;
  const below = [...new Set((node.Plans ?? []).map(shapeOf))];
  return below.length === 0 ? self : `${self} (${below.join(", ")})`;
}

function scansOf(node: PlanNode): number {
  const below = (node.Plans ?? []).reduce((sum, child) => sum + scansOf(child), 0);
  return below + (node["Relation Name"] !== undefined && (node["Actual Loops"] ?? 0) > 0 ? 1 : 0);
}
