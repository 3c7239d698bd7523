import { Command, CommanderError } from "commander";
import { stopAfterFailure } from "./lifecycle.ts";
import { packageVersion } from "./version.ts";

/** Loads a command only when it is called: `tenfold --help` need not load the shop. */
function lazy<T extends unknown[]>(load: () => Promise<(...args: T) => Promise<void>>) {
  return async (...args: T) => {
    try {
      await (await load())(...args);
    } catch (error) {
      process.stderr.write(`tenfold: ${error instanceof Error ? error.message : String(error)}\n`);
      if (process.env.TENFOLD_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
      stopAfterFailure();
    }
  };
}

// `tenfold openapi | head` closes the pipe early; that is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

const program = new Command("tenfold")
  .description(
    "An e-commerce backend that starts with one command and grows tenfold, six times, and the lab that proves each step.",
  )
  .version(packageVersion())
  .showHelpAfterError()
  .exitOverride();

program
  .command("up")
  .description("start everything a topology names on this machine, with the demo shop")
  .option("-t, --topology <file>", "topology file", undefined)
  .action(lazy(async () => (await import("./up.ts")).up));

program
  .command("serve")
  .description("run one process of the shop against DATABASE_URL")
  .option("-r, --role <role>", "api, worker or all", "all")
  .option("--pool-size <connections>", "database connections of this process", "10")
  .action(lazy(async () => (await import("./serve.ts")).serve));

program
  .command("sandbox")
  .description("run the sandbox payment provider")
  .option("--port <port>", "TCP port; 0 takes any free one", "0")
  .option("--host <address>", "address to listen on", "127.0.0.1")
  .requiredOption("--book <file>", "where it keeps its book")
  .option("--webhook-url <url>", "where it sends webhooks")
  .action(lazy(async () => (await import("./sandbox.ts")).sandbox));

program
  .command("migrate")
  .description("bring the schema of DATABASE_URL up to date")
  .action(lazy(async () => (await import("./migrate.ts")).migrateCommand));

program
  .command("reindex")
  .description("make the search index anew from the products, while the shop goes on")
  .action(lazy(async () => (await import("./reindex.ts")).reindexCommand));

program
  .command("doctor")
  .description("look at everything that a start needs, and say what to do about what is missing")
  .option("--json", "the findings as JSON")
  .action(lazy(async () => (await import("./doctor.ts")).doctorCommand));

program
  .command("openapi")
  .description("print the HTTP API as an OpenAPI 3.1 document; needs no database")
  .action(lazy(async () => (await import("./openapi.ts")).openApiCommand));

const storefronts = program.command("storefront").description("the shop window, in web/storefront");

storefronts
  .command("build")
  .description("build it anew; `up` does so by itself when its sources have changed")
  .option("--out <folder>", "for another host: where the files go")
  .option("--api <url>", "for another host: the address of the API")
  .action(lazy(async () => (await import("./storefront.ts")).storefrontBuildCommand));

const imports = program.command("import").description("bring real data into the shop");

imports
  .command("online-retail <file>")
  .description("the catalogue and the stock of a UK gift shop's year, from its orders (csv or csv.gz)")
  .option("--stock <amount>", "sold: enough for all sales of the file; none: leave the stock alone", "sold")
  .option("--rejects <file>", "write each line that was not taken with its reason, as NDJSON")
  .option("--dry-run", "only read the file and report")
  .action(lazy(async () => (await import("./import.ts")).importCommand));

const replays = program.command("replay").description("let real shoppers do again what they did");

replays
  .command("online-retail <file>")
  .description("place the real orders through the HTTP API, then give back what was cancelled")
  .option("--url <urls>", "the API, several separated by commas; the running shop's when not given")
  .option("--admin-key <key>", "key with the owner's rights; TENFOLD_ADMIN_KEY when not given")
  .option("--speed <times>", "times as fast as the real year, or max", "max")
  .option("--concurrency <orders>", "orders under way at the same time", "16")
  .option("--limit <orders>", "stop after so many orders")
  .option("--run <id>", "name of the run; given again, it goes on where it ended")
  .option("--history <file>", "write every checkout call, for the audit")
  .option("--json", "the whole report as JSON")
  .action(lazy(async () => (await import("./replay.ts")).replayCommand));

const loads = program.command("load").description("put a shop under load");

loads
  .command("flash-sale")
  .description("let thousands of buyers check out the same few units in the same instant")
  .option("--url <urls>", "the API, several processes separated by commas; the running shop's when not given")
  .option("--admin-key <key>", "key with the owner's rights; TENFOLD_ADMIN_KEY or the data folder's when not given")
  .option("--buyers <number>", "buyers, each with a socket of its own", "5000")
  .option("--units <number>", "units that there are to sell", "500")
  .option("--variant <id>", "what is sold; the most popular that can be bought when not given")
  .option("--retry-share <share>", "share of the buyers who time out and try again with the same key, 0 to 1", "0.5")
  .option("--seed <number>", "repeats who is impatient, and how much", "1")
  .option("--history <file>", "write every checkout call, for the audit")
  .action(lazy(async () => (await import("./flash-sale.ts")).flashSaleCommand));

program
  .command("chaos")
  .description("sell from a shop of its own while API, worker, provider and PostgreSQL are killed in turn, then audit it")
  .option("--seconds <seconds>", "how long processes are killed", "40")
  .option("--every <milliseconds>", "time between two kills", "3000")
  .option("--buyers <number>", "buyers of the flash sale", "5000")
  .option("--units <number>", "units of the flash sale", "500")
  .option("--rate <per second>", "ordinary shoppers beside it", "20")
  .option("--seed <number>", "repeats who is killed and who is impatient", "1")
  .option("--keep <folder>", "where data, logs and history stay; a temporary folder, removed, when not given")
  .action(lazy(async () => (await import("./chaos.ts")).chaosCommand));

program
  .command("audit")
  .description("check every invariant of a shop: stock, orders, money, coupons, events")
  .option("--history <file>", "what clients saw: the history of a load run")
  .option("--provider <url>", "the sandbox provider whose book is compared")
  .option("--grace <seconds>", "what changed later than this may still be on its way", "60")
  .option("--json", "the whole report as JSON")
  .action(lazy(async () => (await import("./audit.ts")).auditCommand));

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode;
}
