// A process with a relay and the consumers of likes and comments: `node worker.fixture.ts <database url>`.
import { createDatabase } from "../../platform/database/database.ts";
import { createEventWorker } from "../../platform/events/event-worker.ts";
import { silentLogger } from "../../platform/events/events.fixture.ts";
import { createCounterConsumer } from "./counters.ts";
import { createFeedConsumer } from "./feed-consumer.ts";

const db = createDatabase({ url: process.argv[2]! });
createEventWorker({ db, logger: silentLogger, consumers: [createCounterConsumer(db), createFeedConsumer(db)] }).start();
console.log("started");
