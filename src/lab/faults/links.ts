import { type Link, type LinkTarget, openLink } from "./link.ts";

/** All ways between parts on which a fault can stand. Without network faults there is none of these, and parts connect as ever. */
export interface Links {
  /** Answers the port of 127.0.0.1 where `from` is to connect in order to reach `to`; the same again for the same pair. */
  open(from: string, to: string, target: LinkTarget): Promise<number>;
  all(): readonly Link[];
  close(): Promise<void>;
}

export function createLinks(): Links {
  const links: Link[] = [];
  return {
    async open(from, to, target) {
      const known = links.find((link) => link.from === from && link.to === to);
      if (known !== undefined) return known.port;
      const link = await openLink(from, to, target);
      links.push(link);
      return link.port;
    },
    all: () => links,
    async close() {
      await Promise.all(links.splice(0).map((link) => link.close()));
    },
  };
}
