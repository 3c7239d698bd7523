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
  // `plan --out` and `plan measure --out` are not the same file.
  .enablePositionalOptions()
  .exitOverride();

program
  .command("up")
  .description("start everything a topology names on this machine, with the demo shop")
  .option("-t, --topology <level or file>", "number or name of a level, or a topology file", "1")
  .option("--network-faults", "lead the parts' connections through this process, so that faults of the network can stand there")
  .option("--no-control-room", "without the page that shows what goes on")
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
  .option("-t, --topology <level or file>", "what it is to start", "1")
  .option("--json", "the findings as JSON")
  .action(lazy(async () => (await import("./doctor.ts")).doctorCommand));

program
  .command("status")
  .description("what runs: every part with its process and its address")
  .option("--json", "the same as JSON")
  .action(lazy(async () => (await import("./status.ts")).statusCommand));

program
  .command("control-room")
  .description("a page that shows what goes on in a running shop, and has buttons for load, faults and the audit")
  .option("--data <folder>", "of the shop; that of TENFOLD_DATA when not given")
  .option("--port <port>", "TCP port on this machine; 8090, or any free one, when not given")
  .action(lazy(async () => (await import("./control-room.ts")).controlRoomCommand));

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

program
  .command("generate")
  .description("fill an empty shop of any size with made-up products, shoppers and orders, the same for the same seed")
  .requiredOption("--scale <number>", "millions of products; 0.23 makes about 30 million rows")
  .option("--seed <number>", "repeats the same rows", "1")
  .option("--until <date>", "where the year of orders ends, such as 2026-05-31; today when not given")
  .option("--skus <mean>", "variants of a product; 11.3 when not given")
  .option("--reviews <mean>", "reviews of a product; 5.8 when not given")
  .option("--questions <mean>", "questions of a product, with twice as many answers; 3.5 when not given")
  .option("--orders <mean>", "orders for each product, of 26 lines on average; 0.2 when not given")
  .option("--workers <number>", "threads that make and load rows; one more than there are cores when not given")
  .option("--out <folder>", "write CSV files instead")
  .action(lazy(async () => (await import("./generate.ts")).generateCommand));

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
  .command("run")
  .description("send requests at a given rate, whatever comes back, as visitors of a shop do, and judge the answers")
  .option("--mix <name>", "browsing, shopping, ordering, write-heavy or flash-sale", "shopping")
  .option("--rate <per second>", "requests per second, of which the profile takes its percents", "100")
  .option("--seconds <seconds>", "stretches the profile; as long as its file says when not given (steady: 60)")
  .option(
    "--profile <name or file>",
    "how the rate goes over time: steady, ramp, steps, day, black-friday, or a YAML file",
    "steady",
  )
  .option("--arrivals <process>", "poisson, or constant", "poisson")
  .option("--warm-up <seconds>", "taken out of every verdict; at the most half of the run", "5")
  .option("--url <urls>", "the API, several processes separated by commas; the running shop's when not given")
  .option("--seed <number>", "repeats who comes when and wants what", "1")
  .option("--think <milliseconds>", "mean time between an answer and the visitor's next request", "1000")
  .option("--timeout <milliseconds>", "after which an answer counts as unknown", "10000")
  .option("--workers <threads>", "of the generator; one for each 12,000 requests per second when not given")
  .option("--p99 <milliseconds>", "objective: 99 of 100 answers take less", "200")
  .option("--availability <share>", "objective: so many of the requests are answered as a shop should", "0.999")
  .option("--history <file>", "write every call and its outcome, for the audit")
  .option("--faults <file>", "let things go wrong meanwhile, by a plan in YAML")
  .option("--audit", "audit the shop afterwards, with the history")
  .option("--report <file.html>", "write a page with plots")
  .option("--json <file>", "write all figures, for `tenfold report`")
  .option("--name <text>", "what the run is called in its report")
  .action(lazy(async () => (await import("./load.ts")).loadRunCommand));

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
  .command("level <number>")
  .description("run a level whole: its data, every part of it, its load, its objectives, an audit and a report")
  .option("--list", "what experiments it has")
  .option("--experiment <name>", "run one of them instead")
  .option("--all", "run all of them instead")
  .option("--faults <file or default>", "disturb the run by a plan of faults; those of the level with `default`")
  .option("--scale <number>", "millions of products in place of the level's, with data of their own")
  .option("--seconds <seconds>", "how long the load lasts that counts; 60 when not given, 20 for each load of an experiment")
  .option("--warm-up <seconds>", "load beforehand that does not count", "10")
  .option("--rate <per second>", "requests per second in place of the level's")
  .option("--p99 <milliseconds>", "objective in place of the topology's: 99 of 100 answers take less")
  .option("--availability <share>", "objective in place of the topology's: so many requests are answered as a shop should")
  .option("--out <folder>", "where report, figures and history go; below the data folder when not given")
  .action(lazy(async () => (await import("./level.ts")).levelCommand));

const reports = program.command("report").description("look at the figures of load runs");

reports
  .command("page <result.json>")
  .description("make the page of a run anew from the figures that --json wrote")
  .requiredOption("--out <file.html>", "where the page goes")
  .action(lazy(async () => (await import("./report.ts")).reportPageCommand));

reports
  .command("compare <before.json> <after.json>")
  .description("two runs side by side, and what is not the same about their conditions")
  .option("--out <file.html>", "write a page as well")
  .action(lazy(async () => (await import("./report.ts")).reportCompareCommand));

const faults = program.command("fault").description("let something go wrong in the running shop, and heal it");

faults
  .command("inject <kind> [field=value...]")
  .description("such as: inject pause part=worker forMs=5s")
  .option("--wait", "until it is over; Ctrl-C heals it")
  .option("--json", "what was done as JSON")
  .action(lazy(async () => (await import("./fault.ts")).faultInjectCommand));

faults
  .command("list")
  .description("the faults that stand and the latest that are over, and every change of the primary")
  .option("--json", "the same as JSON")
  .action(lazy(async () => (await import("./fault.ts")).faultListCommand));

faults
  .command("heal [id]")
  .description("end one fault, or all of them")
  .action(lazy(async () => (await import("./fault.ts")).faultHealCommand));

faults
  .command("kinds")
  .description("what can go wrong, where, and what each fault takes")
  .option("--json", "the same as JSON")
  .action(lazy(async () => (await import("./fault.ts")).faultKindsCommand));

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

const plans = program
  .command("plan")
  .description("what a rate would need: topology, cores, cost and p99, by a model made of measured points")
  .option("--rate <per second>", "requests per second to plan for")
  .option("--points <file.json>", "what `plan measure` wrote; the set that comes with the program when not given")
  .option("--prices <file.yaml>", "your prices, in the form of src/lab/model/prices.yaml")
  .option("--out <file.yaml>", "write the topology, for `tenfold up -t`")
  .option("--json", "the plan as JSON")
  .action(lazy(async () => (await import("./plan.ts")).planCommand));

plans
  .command("measure")
  .description("take the points on this machine, from a shop of its own, and check the forecast by one held out")
  .option("--out <file.json>", "where the points go", "points.json")
  .option("-t, --topology <level or file>", "what is measured", "3")
  .option("--mix <name>", "what the clients do", "shopping")
  .option("--clients <numbers>", "each with one request under way at any time", "1,2,4,8,16,32")
  .option("--hold-out <clients>", "the point that the fit does not see", "16")
  .option("--rounds <number>", "of which medians are taken", "7")
  .option("--seconds <seconds>", "of each run, after a warm-up of half as long", "4")
  .option("--name <text>", "what the points are called")
  .action(lazy(async () => (await import("./plan.ts")).planMeasureCommand));

const drills = program
  .command("drill")
  .description(
    "an incident in the running shop, to be found and mended: `drill list`, `drill <name>`, `drill check`, `drill stop`",
  )
  .argument("<name>", "which one; `drill list` names them")
  .option("--seed <number>", "repeats what is broken; another each time when not given")
  .option("--rate <per second>", "requests that come meanwhile; the drill's own when not given")
  .action(lazy(async () => (await import("./drill.ts")).drillCommand));

drills
  .command("list")
  .description("the drills that there are, and the record of those that were done")
  .option("--json", "the same as JSON")
  .action(lazy(async () => (await import("./drill.ts")).drillListCommand));

drills
  .command("check")
  .description("whether the incident is mended, and how long it took")
  .option("--hint", "and where to look, a step more each time")
  .option("--json", "the same as JSON")
  .action(lazy(async () => (await import("./drill.ts")).drillCheckCommand));

drills
  .command("stop")
  .description("put all back")
  .action(lazy(async () => (await import("./drill.ts")).drillStopCommand));

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
