// Vendure as its production guides have it: server and worker apart, Redis behind the cache and the job queue, the search plugin on PostgreSQL.
const {
  DefaultLogger,
  DefaultSchedulerPlugin,
  DefaultSearchPlugin,
  dummyPaymentHandler,
  LogLevel,
  RedisCachePlugin,
} = require("@vendure/core");
const { BullMQJobQueuePlugin } = require("@vendure/job-queue-plugin/package/bullmq");

const redis = new URL(process.env.REDIS_URL);
const redisOptions = { host: redis.hostname, port: Number(redis.port), db: Number(redis.pathname.slice(1)) };

exports.config = {
  logger: new DefaultLogger({ level: LogLevel.Warn }),
  apiOptions: {
    hostname: "127.0.0.1",
    port: Number(process.env.PORT),
    cors: { origin: ["http://localhost"], credentials: true },
    introspection: false,
  },
  authOptions: {
    tokenMethod: "bearer",
    superadminCredentials: { identifier: "bench", password: "only-for-the-bench" },
    cookieOptions: { secret: "only-for-the-bench" },
  },
  dbConnectionOptions: {
    type: "postgres",
    url: process.env.DATABASE_URL,
    // Only the run that fills the database makes its tables.
    synchronize: process.env.PEER_MAKES_TABLES === "yes",
    logging: false,
    extra: { max: Number(process.env.PEER_POOL_SIZE) },
  },
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  plugins: [
    RedisCachePlugin.init({ redisOptions }),
    BullMQJobQueuePlugin.init({ connection: { ...redisOptions, maxRetriesPerRequest: null } }),
    DefaultSearchPlugin.init({ bufferUpdates: false, indexStockStatus: true }),
    DefaultSchedulerPlugin.init(),
  ],
};
