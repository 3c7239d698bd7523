import type { ReadyMessage } from "../../supervisor/part.ts";

/** The life of a small part of the lab: serves at the port that it is given, says so to its supervisor, and ends with it. */
export async function servePart(start: (port: number) => Promise<{ readonly url: string }>): Promise<void> {
  const { url } = await start(Number(process.argv[2]));
  process.on("disconnect", () => process.exit());
  const ready: ReadyMessage = { ready: true, url };
  process.send?.(ready);
}
