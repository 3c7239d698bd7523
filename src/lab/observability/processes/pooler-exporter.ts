import { startPoolerExporter } from "../pooler-exporter.ts";
import { servePart } from "./serve-part.ts";

/** A part of its own: `<port>`, and in the environment `POOLER_STATISTICS_URL`, whose password is nobody else's business. */
await servePart((port) => startPoolerExporter({ statisticsUrl: process.env.POOLER_STATISTICS_URL!, port }));
