// A process with a relay and one consumer that notes in the database what it handled: `node worker.fixture.ts <database url>`.
import { createDatabase } from "../database/database.ts";
import { createEventWorker } from "./event-worker.ts";
import { silentLogger } from "./events.fixture.ts";

const db = createDatabase({ url: process.argv[2]! });
createEventWorker({
  db,
  logger: silentLogger,
  consumers: [
    {
      name: "notes",
      types: ["order.placed"],
      async handle(events) {
        await db.run(
          {
            name: "fixture.note",
            text: `insert into test_notes (event_id, position, pid)
              select id, position, $3 from unnest($1::uuid[], $2::bigint[]) with ordinality as e (id, position, nth) order by nth`,
          },
          [events.map((event) => event.id), events.map((event) => event.position), process.pid],
        );
      },
    },
  ],
}).start();
console.log("started");
