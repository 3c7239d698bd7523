import type { PostgresNode } from "../postgres-node.ts";
import type { StableAddress } from "../stable-address.ts";
import type { SyncSet } from "../sync-set.ts";

/** A replica's place in the cluster: its name and address stay, its server may become another one. */
export type Role = { readonly name: string; readonly address: StableAddress; node: PostgresNode | null };

/** What the parts of a cluster share; whoever changes who is what changes it here. */
export type ClusterCore = {
  readonly roles: readonly Role[];
  readonly nodes: readonly PostgresNode[];
  readonly primaryAddress: StableAddress;
  readonly syncSet: SyncSet;
  /** PostgreSQL's parameters, for every server. */
  readonly settings: Readonly<Record<string, string>>;
  /** Where this replica connects to the primary: a host name or the directory of a Unix socket. */
  readonly wayToPrimary: (replica: string) => { readonly host: string; readonly port: number };
  readonly onEvent: (message: string) => void;
  readonly onChange: () => void;
  primary: PostgresNode;
  /** Of the superuser, on every server. */
  password: string | undefined;
  isStopping: boolean;
  /** The primary is being replaced or started again; whoever watches it waits. */
  isChanging: boolean;
  /** Servers that are being brought back. */
  readonly returning: Set<PostgresNode>;
};

export const FIRST_RESTART_MS = 100;
export const LONGEST_RESTART_MS = 5_000;

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
