import { createTestDatabase, type TestDatabase } from "../../../../test/support/database.ts";
import { createDatabase, type Database } from "../../../platform/database/database.ts";
import { engineSuite } from "../engine-suite.ts";
import { createPostgresSearch } from "./engine.ts";

let place: TestDatabase;
let db: Database;

engineSuite("PostgreSQL", {
  async start() {
    place = await createTestDatabase();
    db = createDatabase({ url: place.url });
    return createPostgresSearch(db);
  },
  async stop(engine) {
    await engine.close();
    await db.close();
    await place.close();
  },
});
