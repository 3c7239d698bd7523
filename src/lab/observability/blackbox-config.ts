/** Longer than any alert's threshold, so that slow is told from gone. */
const TIMEOUT = "4s";

/** What a shopper does first, from outside. `path` null: the page of a product that there is. */
export const PROBES: readonly { readonly probe: string; readonly module: string; readonly path: string | null }[] = [
  { probe: "ready", module: "http_ok", path: "/readyz" },
  { probe: "product", module: "product", path: null },
  { probe: "search", module: "search", path: "/v1/search?q=gift&limit=5" },
  { probe: "session", module: "new_session", path: "/v1/sessions" },
];

/**
 * A checkout is not probed: it would hold real stock and leave orders behind. What it needs is probed instead: a session can be made,
 * which is a write to the database, a product can be read, and something is found.
 */
export function blackboxConfig(): object {
  const http = (settings: object) => ({
    prober: "http",
    timeout: TIMEOUT,
    http: { preferred_ip_protocol: "ip4", follow_redirects: false, ...settings },
  });
  return {
    modules: {
      http_ok: http({ valid_status_codes: [200] }),
      product: http({ valid_status_codes: [200], fail_if_body_not_matches_regexp: ['"variants"'] }),
      search: http({ valid_status_codes: [200], fail_if_body_not_matches_regexp: ['"items"'] }),
      new_session: http({ method: "POST", valid_status_codes: [201], fail_if_body_not_matches_regexp: ['"token"'] }),
    },
  };
}
