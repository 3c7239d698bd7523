import { useEffect, useState } from "react";
import { read } from "../room/actions.ts";
import type { LessonPage } from "../room/contract.ts";
import { type Block, type Inline, linkTarget, parseMarkdown } from "./markdown.ts";
import "./lesson.css";

/** The lesson of the level, and the pages that it leads to. */
export function Lesson({ topology }: { readonly topology: string | undefined }) {
  const [path, setPath] = useState<string | null>(null);
  const [page, setPage] = useState<LessonPage | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another topology has another lesson.
  useEffect(() => {
    const gone = new AbortController();
    read<LessonPage>(`/api/lesson${path === null ? "" : `?page=${encodeURIComponent(path)}`}`, gone.signal)
      .then((found) => {
        setPage(found);
        setTrouble(null);
      })
      .catch((error: Error) => {
        if (!gone.signal.aborted) setTrouble(error.message);
      });
    return () => gone.abort();
  }, [path, topology]);
  if (trouble !== null) return <p className="notice notice--warn">{trouble}</p>;
  if (page === null) return <p className="empty">Opening the lesson …</p>;
  return (
    <article className="lesson">
      <nav className="lesson__pages" aria-label="Lessons">
        {page.pages.map((each) => (
          <button
            key={each}
            type="button"
            className="lesson__page"
            aria-current={each === page.path ? "page" : undefined}
            onClick={() => setPath(each)}
          >
            {each.split("/")[1]!.replace(/^(\d+)-.*/, "Level $1")}
          </button>
        ))}
      </nav>
      {parseMarkdown(page.text).map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a page is drawn once and never changes its order.
        <BlockView key={`${page.path} ${index}`} block={block} path={page.path} onOpen={setPath} />
      ))}
    </article>
  );
}

type ViewProps = { readonly path: string; readonly onOpen: (page: string) => void };

function BlockView({ block, ...view }: ViewProps & { readonly block: Block }) {
  switch (block.kind) {
    case "heading": {
      // The page's own headings stand above those of the lesson.
      const Heading = `h${Math.min(6, block.level + 2)}` as "h3";
      return (
        <Heading>
          <Inlines inside={block.inside} {...view} />
        </Heading>
      );
    }
    case "paragraph":
      return (
        <p>
          <Inlines inside={block.inside} {...view} />
        </p>
      );
    case "code":
      if (block.language === "mermaid")
        return <p className="notice">The picture above shows what runs, as it is at this moment.</p>;
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the column is scrolled by keyboard, too.
        <pre className="lesson__code" tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
    case "list": {
      const List = block.ordered ? "ol" : "ul";
      return (
        <List className="lesson__list">
          {block.items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above.
            <li key={index}>
              {item.map((inner, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above.
                <BlockView key={at} block={inner} {...view} />
              ))}
            </li>
          ))}
        </List>
      );
    }
    case "table":
      return <TableView block={block} {...view} />;
  }
}

function TableView({ block, ...view }: ViewProps & { readonly block: Extract<Block, { kind: "table" }> }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the column is scrolled by keyboard, too.
    <div className="lesson__table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {block.head.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above.
              <th key={index} scope="col">
                <Inlines inside={cell} {...view} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above.
            <tr key={index}>
              {row.map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above.
                <td key={at}>
                  <Inlines inside={cell} {...view} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Inlines({ inside, ...view }: ViewProps & { readonly inside: readonly Inline[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: as above.
  return inside.map((each, index) => <InlineView key={index} inline={each} {...view} />);
}

function InlineView({ inline, ...view }: ViewProps & { readonly inline: Inline }) {
  switch (inline.kind) {
    case "text":
      return inline.text;
    case "code":
      return <code>{inline.text}</code>;
    case "strong":
      return (
        <strong>
          <Inlines inside={inline.inside} {...view} />
        </strong>
      );
    case "emphasis":
      return (
        <em>
          <Inlines inside={inline.inside} {...view} />
        </em>
      );
    case "link":
      return <LinkView link={inline} {...view} />;
  }
}

function LinkView({ link, path, onOpen }: ViewProps & { readonly link: Extract<Inline, { kind: "link" }> }) {
  const target = linkTarget(path, link.target);
  const text = <Inlines inside={link.inside} path={path} onOpen={onOpen} />;
  if (target === null) return <span title={link.target}>{text}</span>;
  if ("outside" in target) {
    return (
      <a href={target.outside} target="_blank" rel="noreferrer">
        {text}
      </a>
    );
  }
  return (
    <button type="button" className="lesson__link" onClick={() => onOpen(target.page)}>
      {text}
    </button>
  );
}
