import { migrate } from "../platform/database/migrations.ts";
import { readEnvironment } from "../platform/topology/environment.ts";

export async function migrateCommand(): Promise<void> {
  const { databaseUrl } = readEnvironment();
  if (databaseUrl === null)
    throw new Error("Set DATABASE_URL to the database to migrate; `tenfold up` migrates the embedded one by itself.");
  const done = await migrate({ database: databaseUrl, onProgress: (message) => process.stderr.write(`${message}\n`) });
  process.stderr.write(done.length === 0 ? "the schema is up to date\n" : `${done.length} migrations done\n`);
  process.disconnect?.();
}
