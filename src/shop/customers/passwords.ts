import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { BulkheadRejectedError, bulkhead } from "cockatiel";
import { problem } from "../../platform/http/problems.ts";

export interface Passwords {
  /** An argon2id hash in PHC format. @throws `overloaded` */
  hash(password: string): Promise<string>;
  /** Takes as long when there is no hash to compare with, so that time does not tell which accounts exist. @throws `overloaded` */
  matches(password: string, passwordHash: string | null): Promise<boolean>;
}

export const MIN_PASSWORD_LENGTH = 8;
export const MAX_PASSWORD_LENGTH = 128;

/** OWASP's first choice for argon2id: 19 MiB, 2 passes, 1 lane; about 20 ms of one core. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** The thread pool has four threads: two are left for everything else, and at most 38 MiB are in use. */
const MAX_AT_ONCE = 2;
/** Five seconds of work; who comes later hears at once that it is too much. */
const MAX_WAITING = 400;

export function createPasswords(): Passwords {
  const room = bulkhead(MAX_AT_ONCE, MAX_WAITING);
  let dummy: Promise<string> | undefined;

  async function inRoom<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await room.execute(work);
    } catch (error) {
      if (error instanceof BulkheadRejectedError) throw problem("overloaded", "Too many people log in at the moment.");
      throw error;
    }
  }

  const makeHash = (password: string) => hash(normalized(password), PARAMETERS);

  return {
    hash: (password) => inRoom(() => makeHash(password)),
    async matches(password, passwordHash) {
      dummy ??= makeHash(randomBytes(16).toString("hex"));
      const compared = passwordHash ?? (await dummy);
      return (await inRoom(() => verify(compared, normalized(password)))) && passwordHash !== null;
    },
  };
}

/** The same characters, whatever keyboard they were typed on (NIST SP 800-63B). */
function normalized(password: string): string {
  return password.normalize("NFKC");
}
