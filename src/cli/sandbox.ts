import { createLogger } from "../platform/telemetry/logger.ts";
import { readEnvironment } from "../platform/topology/environment.ts";
import { startSandboxProvider } from "../shop/payments/sandbox/sandbox.ts";
import { onShutdown, reportReady } from "./lifecycle.ts";

export async function sandbox(options: { port: string; host: string; book: string; webhookUrl?: string }): Promise<void> {
  const { sandboxSecret } = readEnvironment();
  const logger = createLogger({ base: { role: "sandbox" } });
  const provider = await startSandboxProvider({
    host: options.host,
    port: Number(options.port),
    bookFile: options.book,
    webhookSecret: sandboxSecret,
    logger,
    ...(options.webhookUrl === undefined ? {} : { webhookUrl: options.webhookUrl }),
  });
  onShutdown(() => provider.close());
  logger.info({ url: provider.url }, "the sandbox provider is ready");
  reportReady(provider.url);
}
