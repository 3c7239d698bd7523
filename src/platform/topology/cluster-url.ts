/** Hosts that nobody can listen on the way to. */
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/**
 * What is wrong with the address of a cluster, or addresses separated by commas, as the end of a sentence that begins with the setting's
 * name; null when all is well. Never repeats the address, which may hold a password.
 */
export function clusterUrlProblem(text: string): string | null {
  for (const one of text.split(",")) {
    const url = URL.parse(one);
    if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) {
      return "must be an http or https address, such as https://user:password@search.example:9200, or several separated by commas.";
    }
    if (url.protocol === "http:" && url.password !== "" && !LOOPBACK.test(url.hostname)) {
      return "sends its password over http, where everybody on the way can read it: use https.";
    }
  }
  return null;
}
