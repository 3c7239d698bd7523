import type { FastifyInstance } from "fastify";
import Type, { type Static } from "typebox";
import { type ProblemCode, problem } from "../../platform/http/problems.ts";
import { checkFault } from "../faults/check-fault.ts";
import { FaultRefused, type RefusalReason } from "../faults/fault.ts";
import { PANEL_MINUTES } from "./contract.ts";
import { MAX_VIEWERS } from "./event-stream.ts";
import { MAX_LOAD_PER_SECOND, MAX_LOAD_SECONDS, MIN_LOAD_SECONDS } from "./load-desk.ts";
import { panelBoards, readPanel } from "./panels.ts";
import { type RoomParts, SECURITY_HEADERS } from "./room-parts.ts";
import { prometheusOf } from "./watcher.ts";

const closed = { additionalProperties: false } as const;
const name = Type.String({ minLength: 1, maxLength: 64 });
const LoadBody = Type.Object(
  {
    mix: name,
    profile: name,
    ratePerSecond: Type.Integer({ minimum: 1, maximum: MAX_LOAD_PER_SECOND }),
    seconds: Type.Integer({ minimum: MIN_LOAD_SECONDS, maximum: MAX_LOAD_SECONDS }),
  },
  closed,
);
const IdParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) });
const PanelQuery = Type.Object(
  { minutes: Type.Optional(Type.Union(PANEL_MINUTES.map((minutes) => Type.Literal(String(minutes))))) },
  closed,
);
const LessonQuery = Type.Object({ page: Type.Optional(Type.String({ maxLength: 200 })) }, closed);

/** A report has its styles and plots within it, and nothing of it may run or call anybody. */
const REPORT_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox allow-popups";

/** What can be looked at. */
export function addReads(app: FastifyInstance, { stream, watcher, snapshot, load, lessons, readShop }: RoomParts): void {
  app.get("/api/events", (_request, reply) => {
    if (stream.viewers >= MAX_VIEWERS) throw problem("overloaded", `${MAX_VIEWERS} pages look already: close some.`);
    reply.hijack();
    const response = reply.raw;
    stream.add(response, SECURITY_HEADERS, watcher.look());
    stream.sendTo(response, "history", { points: watcher.points() });
    stream.sendTo(response, "state", snapshot());
  });

  app.get("/api/state", () => snapshot());

  app.get("/api/panels", async () => {
    const shop = await readShop();
    return panelBoards(shop !== null && prometheusOf(shop.parts) !== null, shop?.isMonitored ?? false);
  });

  app.get("/api/panels/:id", { schema: { params: IdParams, querystring: PanelQuery } }, async (request) => {
    const { id } = request.params as Static<typeof IdParams>;
    const { minutes } = request.query as { minutes?: string };
    const shop = await readShop();
    const prometheusUrl = shop === null ? null : prometheusOf(shop.parts);
    if (shop === null || prometheusUrl === null) throw problem("upstream-unavailable", "There is no Prometheus to ask.");
    return readPanel(prometheusUrl, shop.profile, id, Number(minutes ?? PANEL_MINUTES[1]));
  });

  app.get("/api/lesson", { schema: { querystring: LessonQuery } }, async (request) => {
    const { page } = request.query as Static<typeof LessonQuery>;
    return lessons.read(page, (await readShop())?.info.topology);
  });

  app.get("/api/reports/:id", { schema: { params: IdParams } }, async (request, reply) => {
    const report = await load.report((request.params as Static<typeof IdParams>).id);
    if (report === null) throw problem("not-found", "There is no such report any more.");
    return reply.header("content-security-policy", REPORT_POLICY).type("text/html; charset=utf-8").send(report);
  });
}

/** What can be done; the token was asked for before. */
export function addActions(app: FastifyInstance, { faultClient, faults, load, audit }: RoomParts): void {
  app.post("/api/load", { schema: { body: LoadBody } }, async (request, reply) => {
    reply.code(202);
    return load.start(request.body as Static<typeof LoadBody>);
  });
  app.delete("/api/load", (_request, reply) => {
    load.stop();
    return reply.code(204).send();
  });
  app.post("/api/audit", (_request, reply) => {
    audit.start(load.lastHistory());
    return reply.code(202).send({});
  });
  app.post("/api/faults", async (request, reply) => {
    const record = await refusing(async () => faultClient.inject(checkFault(request.body)));
    await faults.refresh();
    return reply.code(201).send(record);
  });
  app.delete("/api/faults/:id", { schema: { params: IdParams } }, async (request, reply) => {
    await refusing(() => faultClient.heal((request.params as Static<typeof IdParams>).id));
    await faults.refresh();
    return reply.code(204).send();
  });
  app.delete("/api/faults", async (_request, reply) => {
    await refusing(() => faultClient.healAll());
    await faults.refresh();
    return reply.code(204).send();
  });
}

const REFUSALS: Readonly<Record<RefusalReason, ProblemCode>> = {
  invalid: "validation-failed",
  unknown: "not-found",
  impossible: "conflict",
  "not-now": "conflict",
};

/** The supervisor's reasons, as problems. */
async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FaultRefused) throw problem(REFUSALS[error.reason], error.message);
    throw problem("upstream-unavailable", error instanceof Error ? error.message : String(error));
  }
}
