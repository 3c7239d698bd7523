// A process that owns an embedded PostgreSQL, for tests that kill it: `embedded-owner.ts <data directory> [settings as JSON]`.
import { startEmbeddedPostgres } from "../../src/platform/database/embedded/start.ts";

const [dataDirectory = "", settings = "{}"] = process.argv.slice(2);
try {
  const postgres = await startEmbeddedPostgres({ dataDirectory, settings: JSON.parse(settings) });
  const { pid, url, socketDirectory, how } = postgres;
  process.stdout.write(`started ${JSON.stringify({ pid, url, socketDirectory, how })}\n`);
  process.once("SIGTERM", () => void postgres.stop().then(() => process.stdout.write("stopped\n")));
} catch (error) {
  process.stdout.write(`refused ${(error as Error).message}\n`);
}
