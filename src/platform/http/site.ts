import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import type { FastifyReply, FastifyRequest } from "fastify";
import { isNotModified } from "./etag.ts";

/** The encodings that a build may have made beforehand, the smaller one first. */
export const PRECOMPRESSED = [
  { encoding: "br", suffix: ".br" },
  { encoding: "gzip", suffix: ".gz" },
] as const;

/** Text is worth compressing, and a browser runs or shows nothing else. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".svg": "image/svg+xml; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".png": "image/png",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
};

/** A storefront has some dozens; a folder with more is not the output of its build. */
const MAX_FILES = 1_000;
const MAX_FILE_BYTES = 5 * 1024 * 1024;
/** The bundler puts a hash of the content into these names, so that what is behind one never changes. */
const HASHED = /^\/assets\/.+-[\w-]{8,}\.\w+$/;
const IMMUTABLE = "public, max-age=31536000, immutable";
/** A page may be kept, and is asked for each time: it names the hashed files of the present build. */
const REVALIDATED = "no-cache";
/** Icons and the like keep their names; an hour late is soon enough. */
const SHORT = "public, max-age=3600";
const PAGE = "/index.html";

type Variant = { readonly encoding: string | null; readonly bytes: Buffer; readonly tag: string };
type SiteFile = { readonly mediaType: string; readonly cacheControl: string; readonly variants: readonly Variant[] };

/** A built single-page application, held in memory: a few hundred kilobytes, and no path of a request ever reaches the file system. */
export interface Site {
  /**
   * Answers GET and HEAD of a file, and a browser that wants a page with the application, which knows its own addresses.
   * False: this is no address of the site, and nothing was sent. `isTaken` says whether a first path segment belongs to the API.
   */
  answer(request: FastifyRequest, reply: FastifyReply, isTaken: (segment: string) => boolean): boolean;
}

/** Reads a built site; null when there is none in `directory`. Throws when the folder is no site. */
export function loadSite(directory: string): Site | null {
  if (!existsSync(join(directory, PAGE))) return null;
  const files = readFiles(directory);
  const page = files.get(PAGE)!;
  const policy = contentSecurityPolicy(page.variants.find(({ encoding }) => encoding === null)!.bytes.toString("utf8"));

  function send(file: SiteFile, request: FastifyRequest, reply: FastifyReply): true {
    const variant = chooseVariant(file, request.headers["accept-encoding"]);
    reply.headers({ "cache-control": file.cacheControl, etag: variant.tag, vary: "accept-encoding" });
    if (file === page) reply.headers({ ...pageHeaders, "content-security-policy": policy });
    if (isNotModified(request, variant.tag)) {
      reply.code(304).send();
      return true;
    }
    if (variant.encoding !== null) reply.header("content-encoding", variant.encoding);
    reply.code(200).type(file.mediaType).header("content-length", variant.bytes.length);
    reply.send(request.method === "HEAD" ? null : variant.bytes);
    return true;
  }

  return {
    answer(request, reply, isTaken) {
      if (request.method !== "GET" && request.method !== "HEAD") return false;
      const path = request.raw.url!.split("?", 1)[0]!;
      const file = files.get(path);
      if (file !== undefined) return send(file, request, reply);
      const [segment = ""] = path.slice(1).split("/", 1);
      if (segment === "assets" || isTaken(segment)) return false;
      if (path !== "/" && !(request.headers.accept ?? "").includes("text/html")) return false;
      return send(page, request, reply);
    },
  };
}

function readFiles(directory: string): Map<string, SiteFile> {
  const names = globSync("**/*", { cwd: directory })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => MEDIA_TYPES[extname(name)] !== undefined && !/(^|\/)\./.test(name));
  if (names.length > MAX_FILES) throw new Error(`${directory} has ${names.length} files, more than a storefront's ${MAX_FILES}.`);
  const files = new Map<string, SiteFile>();
  for (const name of names) {
    const path = join(directory, name);
    const { size } = statSync(path);
    if (size > MAX_FILE_BYTES) throw new Error(`${path} has ${size} bytes, more than a storefront's ${MAX_FILE_BYTES}.`);
    const url = `/${name}`;
    const cacheControl = HASHED.test(url) ? IMMUTABLE : url === PAGE ? REVALIDATED : SHORT;
    files.set(url, { mediaType: MEDIA_TYPES[extname(name)]!, cacheControl, variants: readVariants(path) });
  }
  return files;
}

/** The file and what was compressed beforehand, the smallest first. An encoding has a tag of its own (RFC 9110, 8.8.3). */
function readVariants(path: string): Variant[] {
  const plain = readFileSync(path);
  const hash = createHash("sha256").update(plain).digest("base64url").slice(0, 20);
  const compressed = PRECOMPRESSED.filter(({ suffix }) => existsSync(path + suffix)).map(({ encoding, suffix }) => ({
    encoding,
    bytes: readFileSync(path + suffix),
    tag: `"${hash}-${encoding}"`,
  }));
  return [...compressed, { encoding: null, bytes: plain, tag: `"${hash}"` }];
}

function chooseVariant({ variants }: SiteFile, header: string | undefined): Variant {
  const accepted = new Set(
    (header ?? "")
      .toLowerCase()
      .split(",")
      .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
      .map((part) => part.split(";", 1)[0]!.trim()),
  );
  return variants.find(({ encoding }) => encoding === null || accepted.has(encoding))!;
}

const pageHeaders = {
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
} as const;

/**
 * Scripts, styles and calls only from this server, no text of a visitor ever becomes markup, and nobody frames the shop. What the page
 * itself has inline is allowed by its hash. Pictures may come from any https address, because a merchant's media lie anywhere.
 */
function contentSecurityPolicy(html: string): string {
  const hashes = (element: string) =>
    [...html.matchAll(new RegExp(`<${element}(?![^>]*\\ssrc=)[^>]*>([\\s\\S]*?)</${element}>`, "g"))]
      .map(([, text]) => ` 'sha256-${createHash("sha256").update(text!).digest("base64")}'`)
      .join("");
  return [
    "default-src 'none'",
    `script-src 'self'${hashes("script")}`,
    `style-src 'self'${hashes("style")}`,
    "img-src 'self' data: https:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join("; ");
}
