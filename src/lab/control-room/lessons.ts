import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { problem } from "../../platform/http/problems.ts";
import { projectRoot } from "../../platform/topology/topology.ts";
import type { LessonPage } from "./contract.ts";

const PAGES = ["levels/*/README.md", "docs/**/*.md", "README.md"];

export interface Lessons {
  /** The page of this path, or the lesson of the topology. Throws `not-found` for what is no page of the project. */
  read(path: string | undefined, topology: string | undefined): Promise<LessonPage>;
}

/** The lessons of the levels and the pages that they lead to; nothing else is ever read. */
export function createLessons(root = projectRoot): Lessons {
  const pages = globSync(PAGES, { cwd: root })
    .map((page) => page.replaceAll("\\", "/"))
    .sort();
  const first = pages.find((page) => page.startsWith("levels/")) ?? "README.md";
  return {
    async read(path, topology) {
      const own = `levels/${topology}/README.md`;
      const wanted = path ?? (pages.includes(own) ? own : first);
      if (!pages.includes(wanted)) throw problem("not-found", "There is no such page.");
      return {
        path: wanted,
        text: await readFile(join(root, wanted), "utf8"),
        pages: pages.filter((page) => page.startsWith("levels/")),
      };
    },
  };
}
