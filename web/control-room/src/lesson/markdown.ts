/** As much of Markdown as the pages of the project use. Texts stay texts: what is drawn from this is never HTML. */
export type Inline =
  | { readonly kind: "text" | "code"; readonly text: string }
  | { readonly kind: "strong" | "emphasis"; readonly inside: readonly Inline[] }
  | { readonly kind: "link"; readonly inside: readonly Inline[]; readonly target: string };

export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly inside: readonly Inline[] }
  | { readonly kind: "paragraph"; readonly inside: readonly Inline[] }
  | { readonly kind: "code"; readonly language: string; readonly text: string }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] }
  | {
      readonly kind: "table";
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    };

const FENCE = /^(\s*)```\s*(\w*)/;
const ITEM = /^(\s*)([-*]|\d+\.)\s+(.*)$/;
const HEADING = /^(#{1,6})\s+(.*)$/;

export function parseMarkdown(text: string): readonly Block[] {
  return blocksOf(text.replace(/<!--[\s\S]*?-->/g, "").split(/\r?\n/));
}

function blocksOf(lines: readonly string[]): readonly Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at]!;
    if (line.trim() === "") {
      at += 1;
      continue;
    }
    const fence = FENCE.exec(line);
    const heading = HEADING.exec(line);
    if (fence !== null) {
      const end = lines.findIndex((each, index) => index > at && each.trim() === "```");
      const stop = end === -1 ? lines.length : end;
      blocks.push({ kind: "code", language: fence[2]!, text: unindented(lines.slice(at + 1, stop), fence[1]!.length) });
      at = stop + 1;
    } else if (heading !== null) {
      blocks.push({ kind: "heading", level: heading[1]!.length, inside: inlineOf(heading[2]!) });
      at += 1;
    } else if (line.startsWith("|")) {
      const stop = endOf(lines, at, (each) => each.startsWith("|"));
      blocks.push(tableOf(lines.slice(at, stop)));
      at = stop;
    } else if (ITEM.test(line)) {
      const stop = endOf(
        lines,
        at,
        (each, before) => ITEM.test(each) || /^\s+\S/.test(each) || (each.trim() === "" && before !== ""),
      );
      blocks.push(listOf(lines.slice(at, stop)));
      at = stop;
    } else {
      const stop = Math.max(
        at + 1,
        endOf(
          lines,
          at,
          (each) => each.trim() !== "" && !FENCE.test(each) && !HEADING.test(each) && !/^\|/.test(each) && !ITEM.test(each),
        ),
      );
      blocks.push({
        kind: "paragraph",
        inside: inlineOf(
          lines
            .slice(at, stop)
            .map((each) => each.trim())
            .join(" "),
        ),
      });
      at = stop;
    }
  }
  return blocks;
}

function endOf(lines: readonly string[], start: number, belongs: (line: string, before: string) => boolean): number {
  let at = start;
  while (at < lines.length && belongs(lines[at]!, lines[at - 1] ?? "")) at += 1;
  return at;
}

const unindented = (lines: readonly string[], by: number): string =>
  lines.map((line) => (line.slice(0, by).trim() === "" ? line.slice(by) : line)).join("\n");

function listOf(lines: readonly string[]): Block {
  const first = ITEM.exec(lines[0]!)!;
  const indent = first[1]!.length;
  const items: string[][] = [];
  for (const line of lines) {
    const item = ITEM.exec(line);
    if (item !== null && item[1]!.length <= indent) items.push([item[3]!]);
    else items.at(-1)!.push(line);
  }
  return {
    kind: "list",
    ordered: /\d/.test(first[2]!),
    items: items.map(([head = "", ...rest]) => blocksOf([head, ...unindented(rest, indent + first[2]!.length + 1).split("\n")])),
  };
}

function tableOf(lines: readonly string[]): Block {
  const cells = (line: string) =>
    line
      .replace(/^\||\|\s*$/g, "")
      .split(/(?<!\\)\|/)
      .map((cell) => inlineOf(cell.trim().replaceAll("\\|", "|")));
  const [head = "", , ...rows] = lines;
  return { kind: "table", head: cells(head), rows: rows.map(cells) };
}

/** The first of these that begins is taken; what is between them is text. */
const INLINE =
  /`([^`]+)`|!\[([^\]]*)\]\([^)]*\)|\[((?:[^[\]]|`[^`]*`)*)\]\(([^)\s]+)\)|<(https?:[^>]+)>|\*\*(.+?)\*\*|\*([^*\s][^*]*)\*/;

export function inlineOf(text: string): readonly Inline[] {
  const found = INLINE.exec(text);
  if (found === null) return text === "" ? [] : [{ kind: "text", text }];
  const [all, code, alt, label, target, address, strong, emphasis] = found;
  const before = text.slice(0, found.index);
  return [
    ...(before === "" ? [] : [{ kind: "text", text: before } as const]),
    one(),
    ...inlineOf(text.slice(found.index + all.length)),
  ];

  function one(): Inline {
    if (code !== undefined) return { kind: "code", text: code };
    // Pictures belong to the page that they were made for.
    if (alt !== undefined) return { kind: "text", text: alt };
    if (target !== undefined) return { kind: "link", inside: inlineOf(label!), target };
    if (address !== undefined) return { kind: "link", inside: [{ kind: "text", text: address }], target: address };
    if (strong !== undefined) return { kind: "strong", inside: inlineOf(strong) };
    return { kind: "emphasis", inside: inlineOf(emphasis!) };
  }
}

/** Where a link of a page leads: another page of the project, an address outside, or nowhere that can be shown here. */
export function linkTarget(page: string, target: string): { readonly page: string } | { readonly outside: string } | null {
  if (/^https?:\/\//.test(target)) return { outside: target };
  const [path = ""] = target.split("#");
  if (!path.endsWith(".md")) return null;
  const parts = [...page.split("/").slice(0, -1)];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return { page: parts.join("/") };
}
