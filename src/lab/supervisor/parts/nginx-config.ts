import type { HttpLimits } from "../../../platform/http/limits.ts";
import { PROBLEM_MEDIA_TYPE, type ProblemCode, problemTypes, problemUri } from "../../../platform/http/problems.ts";

export type NginxConfig = {
  readonly host: string;
  readonly port: number;
  /** Figures of nginx itself, for its exporter; on 127.0.0.1. */
  readonly statusPort: number;
  /** Ports on 127.0.0.1 of the processes that serve. */
  readonly upstreamPorts: readonly number[];
  readonly keepAliveConnections: number;
  readonly upstreamTimeoutMs: number;
  readonly limits: Pick<
    HttpLimits,
    "bodyLimitBytes" | "maxHeaderBytes" | "headersTimeoutMs" | "requestTimeoutMs" | "keepAliveTimeoutMs"
  >;
  /** For its pid and its temporary files. */
  readonly directory: string;
  readonly accessLog: string;
  /** Whom root's nginx lets its workers run as; null when it is started as a plain user. */
  readonly runAs: { readonly user: string; readonly group: string } | null;
};

/** What nginx answers itself, before or instead of a process: the same problem documents as the API's. */
const OWN_ANSWERS: readonly (readonly [statuses: readonly number[], code: ProblemCode])[] = [
  [[400], "malformed-request"],
  [[408], "request-timeout"],
  [[413], "request-too-large"],
  [[414], "uri-too-long"],
  // 494 is nginx's own number for headers that are too large.
  [[494], "header-too-large"],
  [[502, 503], "upstream-unavailable"],
  [[504], "timeout"],
];

const CONNECTIONS_PER_WORKER = 8_192;
/** Two sockets for each request, the access log and the listening ones. */
const FILES_PER_WORKER = 20_000;
const BACKLOG = 4_096;
/** A process that is being restarted is passed over for this long; its successor serves after about as long. */
const FAILED_FOR_SECONDS = 1;
/** A request that reached no process is tried at one other, and not for longer than a person waits. */
const TRIES = 2;
const TRIES_TIMEOUT_SECONDS = 3;
const CONNECT_TIMEOUT_SECONDS = 1;
/** Below the processes' own, so that nginx closes first and never writes into a closing connection. */
const UPSTREAM_KEEP_ALIVE_SECONDS = 60;
const REQUESTS_PER_CONNECTION = 1_000_000;

const seconds = (milliseconds: number) => `${Math.ceil(milliseconds / 1_000)}s`;
const quoted = (text: string) => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

/** One line of JSON per request; times are in seconds, that of the process is `-` when it was not asked. */
const ACCESS_LOG_FIELDS = {
  time: "$time_iso8601",
  requestId: "$tenfold_request_id",
  client: "$remote_addr",
  method: "$request_method",
  path: "$uri",
  status: "$status",
  bytes: "$body_bytes_sent",
  seconds: "$request_time",
  upstream: "$upstream_addr",
  upstreamStatus: "$upstream_status",
  upstreamSeconds: "$upstream_response_time",
  upstreamConnectSeconds: "$upstream_connect_time",
} as const;

/** The whole nginx.conf: the processes behind one address, the one with the fewest requests in hand first. */
export function nginxConfig(config: NginxConfig): string {
  const { limits, directory, upstreamPorts } = config;
  const logFields = Object.entries(ACCESS_LOG_FIELDS).map(([name, variable]) => `"${name}":"${variable}"`);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (kind) => `  ${kind}_temp_path ${quoted(`${directory}/${kind}`)};`,
  );
  const host = config.host.includes(":") ? `[${config.host}]` : config.host;
  return `# Written by Tenfold at every start; change the topology, not this file.
daemon off;
${config.runAs === null ? "" : `user ${config.runAs.user} ${config.runAs.group};\n`}worker_processes auto;
worker_rlimit_nofile ${FILES_PER_WORKER};
pid ${quoted(`${directory}/nginx.pid`)};
error_log stderr warn;
events {
  worker_connections ${CONNECTIONS_PER_WORKER};
}
http {
  log_format tenfold escape=json '{${logFields.join(",")}}';
  access_log ${quoted(config.accessLog)} tenfold buffer=64k flush=1s;
${temporary.join("\n")}
  server_tokens off;
  # What is worth it comes encoded, and nginx would weaken the tags with which changes are made.
  gzip off;
  # The same rule as the API's: a sane id is kept, else one is made.
  map $http_x_request_id $tenfold_request_id {
    "~^[A-Za-z0-9_.-]{1,64}$" $http_x_request_id;
    default $request_id;
  }
  upstream api {
    zone api 128k;
    least_conn;
${upstreamPorts.map((port) => `    server 127.0.0.1:${port} max_fails=1 fail_timeout=${FAILED_FOR_SECONDS}s;`).join("\n")}
    keepalive ${config.keepAliveConnections};
    keepalive_timeout ${UPSTREAM_KEEP_ALIVE_SECONDS}s;
    keepalive_requests ${REQUESTS_PER_CONNECTION};
  }
  server {
    listen ${host}:${config.port} backlog=${BACKLOG};
    client_max_body_size ${limits.bodyLimitBytes};
    # Bodies and answers stay in memory: nothing waits for the disk.
    client_body_buffer_size ${limits.bodyLimitBytes};
    proxy_max_temp_file_size 0;
    large_client_header_buffers 4 ${limits.maxHeaderBytes};
    client_header_timeout ${seconds(limits.headersTimeoutMs)};
    client_body_timeout ${seconds(limits.requestTimeoutMs)};
    keepalive_timeout ${seconds(limits.keepAliveTimeoutMs)};
    keepalive_requests ${REQUESTS_PER_CONNECTION};
    reset_timedout_connection on;
${OWN_ANSWERS.map(([statuses, code]) => `    error_page ${statuses.join(" ")} =${problemTypes[code].status} ${placeOf(code)};`).join("\n")}
    location / {
      proxy_pass http://api;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_set_header X-Request-Id $tenfold_request_id;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-Host $http_host;
      proxy_connect_timeout ${CONNECT_TIMEOUT_SECONDS}s;
      proxy_send_timeout ${seconds(config.upstreamTimeoutMs)};
      proxy_read_timeout ${seconds(config.upstreamTimeoutMs)};
      # Whatever did not reach a process goes to another. What did is repeated only if it is idempotent by its method, for nginx does
      # not know the keys of checkouts; a process that is too busy says so, and asking the next would double the load.
      proxy_next_upstream error timeout;
      proxy_next_upstream_tries ${TRIES};
      proxy_next_upstream_timeout ${TRIES_TIMEOUT_SECONDS}s;
    }
${OWN_ANSWERS.map(([, code]) => ownAnswer(code)).join("\n")}
  }
  server {
    listen 127.0.0.1:${config.statusPort};
    access_log off;
    location = /status {
      stub_status;
    }
  }
}
`;
}

/** Inside of nginx only. A named location would not do: an address that is too long has none to keep. */
const placeOf = (code: ProblemCode) => `/.tenfold/${code}`;

function ownAnswer(code: ProblemCode): string {
  const { status, title, retryable } = problemTypes[code];
  const body = `{"type":"${problemUri(code)}","title":"${title}","status":${status},"code":"${code}","instance":"$tenfold_request_id"}`;
  return `    location = ${placeOf(code)} {
      internal;
      default_type ${PROBLEM_MEDIA_TYPE};
      add_header Cache-Control no-store always;
      add_header X-Request-Id $tenfold_request_id always;
${retryable ? "      add_header Retry-After 1 always;\n" : ""}      return ${status} '${body}';
    }`;
}
