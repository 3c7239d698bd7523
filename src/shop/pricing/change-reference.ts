import type { Database, Queryable } from "../../platform/database/database.ts";
import { isForeignKeyViolation } from "../../platform/database/errors.ts";
import { invalid } from "../../platform/http/problems.ts";
import { referenceChanged } from "./reference-store.ts";

/**
 * Runs a change of reference tables and gives them a new version, in one transaction. A row that names a currency, region, country or
 * category that is not there is refused.
 * @throws `validation-failed`
 */
export async function changeReference<T>(db: Database, change: (tx: Queryable) => Promise<T>): Promise<T> {
  return db.transaction((tx) => changeReferenceIn(tx, change));
}

/** The same inside the caller's transaction. */
export async function changeReferenceIn<T>(tx: Queryable, change: (tx: Queryable) => Promise<T>): Promise<T> {
  try {
    const result = await change(tx);
    await referenceChanged(tx);
    return result;
  } catch (error) {
    if (isForeignKeyViolation(error)) throw invalid("/body", "names something that is not there, or is still in use");
    throw error;
  }
}
