import type pg from "pg";
import type { Issued } from "./reads.ts";

type PlanNode = {
  readonly "Node Type": string;
  readonly "Index Name"?: string;
  readonly "Relation Name"?: string;
  readonly "Shared Hit Blocks"?: number;
  readonly "Shared Read Blocks"?: number;
  readonly Plans?: readonly PlanNode[];
};
type Explained = { readonly Plan: PlanNode; readonly "Execution Time": number };

export type PlanOf = { readonly shape: string; readonly blocks: number; readonly ms: number };

/** Runs the statement once and answers how it was done: node types with their indexes, blocks touched, milliseconds. */
export async function explain(client: pg.Client, { statement, values }: Issued): Promise<PlanOf> {
  return explainText(client, statement.text, values);
}

export async function explainText(client: pg.Client, text: string, values: readonly unknown[] = []): Promise<PlanOf> {
  const { rows } = await client.query({
    text: `explain (analyze, buffers, timing off, format json) ${text}`,
    values: [...values],
  });
  const { Plan: plan, "Execution Time": ms } = (rows[0]["QUERY PLAN"] as Explained[])[0]!;
  return { shape: shapeOf(plan), blocks: (plan["Shared Hit Blocks"] ?? 0) + (plan["Shared Read Blocks"] ?? 0), ms };
}

/** Months come and go with the calendar; a partition's index is that of its table. */
function shapeOf(node: PlanNode): string {
  const on = node["Index Name"] ?? node["Relation Name"];
  const self = on === undefined ? node["Node Type"] : `${node["Node Type"]} ${on.replace(/_20\d\d_\d\d/, "")}`;
  const below = [...new Set((node.Plans ?? []).map(shapeOf))];
  return below.length === 0 ? self : `${self} (${below.join(", ")})`;
}
