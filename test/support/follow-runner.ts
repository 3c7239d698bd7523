// The runner loads this into every test process: a test process whose runner is gone, even by kill -9, ends itself.
const PARENT_CHECK_INTERVAL_MS = 500;
const runner = process.ppid;

setInterval(() => {
  if (process.ppid !== runner) process.exit(1);
}, PARENT_CHECK_INTERVAL_MS).unref();
