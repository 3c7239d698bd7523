const { bootstrapWorker } = require("@vendure/core");
const { config } = require("./config.js");

bootstrapWorker(config)
  .then(async (worker) => {
    await worker.startJobQueue();
    await worker.startHealthCheckServer({ port: Number(process.env.PORT), hostname: "127.0.0.1" });
  })
  .catch((error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  });
