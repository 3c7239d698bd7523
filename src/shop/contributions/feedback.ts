import { type Database, type Queryable, sql } from "../../platform/database/database.ts";
import { isForeignKeyViolation } from "../../platform/database/errors.ts";
import { problem } from "../../platform/http/problems.ts";
import { newId, productOfContent } from "../../platform/ids.ts";

/** A table of what shoppers write, with the tables of its votes and reports, which have the same columns for each. */
export type FeedbackTables = {
  readonly contents: "reviews" | "questions" | "answers" | "comments";
  readonly votes: "review_votes" | "question_votes" | "answer_votes";
  readonly reports: "review_reports" | "question_reports" | "answer_reports" | "comment_reports";
  /** The column of votes and reports that names the content. */
  readonly key: "review_id" | "question_id" | "answer_id" | "comment_id";
};

/** What shoppers say of what others wrote. Counts change in the statement that writes the vote. */
export interface Feedback {
  /** One vote per shopper; a second one changes nothing. Without a shopper each call is a voter. @throws `not-found` */
  voteHelpful(id: number, shopperId: string | null): Promise<void>;
  /** Puts it before a moderator; one report per shopper. @throws `not-found` */
  report(id: number, shopperId: string | null, reason: string | null): Promise<void>;
  /** Closes the reports on a row that `tx` has locked: somebody has decided. */
  resolveReports(tx: Queryable, id: number): Promise<void>;
}

type Found = { readonly found: boolean };

/** The names come from the type above and never from a request. */
function statementsFor({ contents, votes, reports, key }: FeedbackTables) {
  // Whether it is hidden is asked outside, where no index of visible rows can tempt the planner away from the primary key.
  const target = `content as materialized (
       select product_id, id, hidden_at from ${contents} where product_id = $1 and id = $2
     ), target as (select product_id, id from content where hidden_at is null)`;
  return {
    vote: sql<Found>(
      `${contents}.vote-helpful`,
      `with ${target}, voted as (
       insert into ${votes} (product_id, ${key}, shopper_id) select product_id, id, $3 from target
       on conflict do nothing returning ${key}
     ), counted as (
       update ${contents} set helpful_count = helpful_count + 1 where product_id = $1 and id = $2 and exists (select from voted)
     )
     select exists (select from target) as found`,
    ),
    report: sql<Found>(
      `${contents}.report`,
      `with ${target}, told as (
       insert into ${reports} (product_id, ${key}, shopper_id, reason) select product_id, id, $3, $4 from target
       on conflict do nothing returning ${key}
     ), counted as (
       update ${contents} set open_reports = open_reports + 1,
         reported_at = coalesce(reported_at, date_trunc('milliseconds', now()))
       where product_id = $1 and id = $2 and exists (select from told)
     )
     select exists (select from target) as found`,
    ),
    resolve: sql<object>(
      `${contents}.resolve-reports`,
      `with closed as (
       update ${reports} set resolved_at = now() where product_id = $1 and ${key} = $2 and resolved_at is null
     )
     update ${contents} set open_reports = 0, reported_at = null where product_id = $1 and id = $2 and open_reports > 0`,
    ),
  };
}

export function createFeedback(db: Database, tables: FeedbackTables): Feedback {
  const statements = statementsFor(tables);
  const give = async (statement: (typeof statements)["vote"], id: number, values: readonly unknown[]): Promise<void> => {
    const [row] = await db.run(statement, [productOfContent(id), id, ...values]).catch((error: unknown) => {
      // Deleted between the look and the write.
      if (isForeignKeyViolation(error)) return [{ found: false }];
      throw error;
    });
    if (!row!.found) throw problem("not-found");
  };
  return {
    voteHelpful: (id, shopperId) => give(statements.vote, id, [shopperId ?? newId()]),
    report: (id, shopperId, reason) => give(statements.report, id, [shopperId ?? newId(), reason]),
    resolveReports: async (tx, id) => {
      await tx.run(statements.resolve, [productOfContent(id), id]);
    },
  };
}
