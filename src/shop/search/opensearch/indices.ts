import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "@opensearch-project/opensearch";
import { type Clock, systemClock } from "../../../platform/clock.ts";
import { statusOf } from "./connection.ts";
import { indexBody, REFRESH_INTERVAL, SCHEMA_VERSION } from "./index-schema.ts";

/** A build tells this often that it goes on, … */
const BEAT_INTERVAL_MS = 15_000;
/** … and one that has not for so long died with its process. */
const MAX_SILENCE_MS = 120_000;
/** Searches that were under way when the alias moved end within their deadline; only then the index they read is dropped. */
const GRACE_MS = 2_000;
/** A large index that was never refreshed writes its segments now. */
const REFRESH_TIMEOUT_MS = 120_000;

export type Indices = {
  /** What searches name: an alias of the index that is complete. */
  readonly alias: string;
  /** The write aliases of all indices that a change has to go to: the one that is searched, and those that are being built. */
  targets(): Promise<readonly string[]>;
  /** Whether one is being filled, by a process that is alive. */
  isBuilding(): Promise<boolean>;
  /** Makes an index to be filled. Throws a sentence while another one is being filled. */
  begin(): Promise<Build>;
};

export type Build = {
  readonly target: string;
  /** Called between batches; says now and then that the build goes on. */
  beat(): Promise<void>;
  /** Lets searches see it in place of the one before, in one step, and drops that one. */
  finish(): Promise<void>;
  abandon(): Promise<void>;
};

type Found = { readonly index: string; readonly isLive: boolean; readonly beatAtMs: number };

export const aliasOf = (prefix: string) => `${prefix}-products-v${SCHEMA_VERSION}`;

/**
 * The indices of one shop: `<prefix>-products-v1` is an alias of the one that is searched; while another is built, it has the alias
 * `…-building`, and changes go to both. Writes name an alias that each index has for itself and require it to be one, so that a write which
 * comes after an index was dropped fails instead of making an index of that name.
 */
export function createIndices(
  client: Client,
  prefix: string,
  {
    clock = systemClock,
    pause = delay as (ms: number) => Promise<unknown>,
  }: { clock?: Clock; pause?: (ms: number) => Promise<unknown> } = {},
): Indices {
  const alias = aliasOf(prefix);
  const building = `${alias}-building`;
  const writeAlias = (index: string) => `${index}-write`;
  const nowMs = () => clock.now().getTime();

  async function find(): Promise<Found[]> {
    const { body } = await client.indices.get({ index: `${alias}-*`, expand_wildcards: "open" });
    return Object.entries(body).map(([index, { aliases, mappings }]) => ({
      index,
      isLive: aliases?.[alias] !== undefined,
      beatAtMs: Number(mappings?._meta?.beatAtMs ?? 0),
    }));
  }

  const isAlive = ({ isLive, beatAtMs }: Found) => !isLive && nowMs() - beatAtMs < MAX_SILENCE_MS;

  async function dropDead(): Promise<void> {
    const builds = (await find()).filter(({ isLive }) => !isLive);
    if (builds.some(isAlive)) {
      throw new Error("Another reindex is under way; wait for its end, or two minutes after it was killed.");
    }
    for (const { index } of builds) await drop(index);
  }

  async function drop(index: string): Promise<void> {
    await client.indices.delete({ index, ignore_unavailable: true });
  }

  async function finish(index: string): Promise<void> {
    await client.indices.putSettings({ index, body: { index: { refresh_interval: REFRESH_INTERVAL } } });
    await client.indices.refresh({ index }, { requestTimeout: REFRESH_TIMEOUT_MS });
    const before = (await find()).filter(({ isLive }) => isLive).map((found) => found.index);
    await client.indices.updateAliases({
      body: {
        actions: [
          ...before.map((old) => ({ remove: { index: old, alias } })),
          { add: { index, alias } },
          { remove: { index, alias: building } },
        ],
      },
    });
    if (before.length > 0) await pause(GRACE_MS);
    for (const old of before) await drop(old);
  }

  return {
    alias,
    async targets() {
      const { body } = await client.indices.getAlias({ index: `${alias}-*` });
      return Object.keys(body).map(writeAlias);
    },
    isBuilding: async () => (await find()).some(isAlive),
    async begin() {
      await dropDead();
      const index = `${alias}-${nowMs()}-${randomBytes(3).toString("hex")}`;
      let beatAtMs = nowMs();
      await client.indices.create({
        index,
        body: {
          ...indexBody,
          settings: { ...indexBody.settings, index: { ...indexBody.settings.index, refresh_interval: "-1" } },
          mappings: { ...indexBody.mappings, _meta: { beatAtMs } },
          aliases: { [building]: {}, [writeAlias(index)]: {} },
        },
      });
      return {
        target: writeAlias(index),
        async beat() {
          if (nowMs() - beatAtMs < BEAT_INTERVAL_MS) return;
          beatAtMs = nowMs();
          await client.indices.putMapping({ index, body: { _meta: { beatAtMs } } });
        },
        finish: () => finish(index),
        async abandon() {
          // When the cluster is away too, the next reindex finds it dead and drops it.
          await drop(index).catch((error) => statusOf(error));
        },
      };
    },
  };
}
