import { type Database, type Queryable, sql } from "../../platform/database/database.ts";

export type Customer = {
  readonly shopperId: string;
  readonly email: string;
  readonly name: string;
  readonly createdAt: Date;
};

/** What it takes to let someone in. */
export type Credentials = {
  readonly shopperId: string;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly generation: number;
};

type CustomerRow = { shopper_id: string; email: string; name: string; created_at: Date };
type CredentialsRow = CustomerRow & { password_hash: string; token_generation: number };

const insertCustomer = sql<CustomerRow>(
  "customers.insert",
  `insert into customers (shopper_id, email, name, password_hash) values ($1, $2, $3, $4)
   on conflict (shopper_id) do nothing returning shopper_id, email, name, created_at`,
);

const claimEmail = sql<{ email: string }>(
  "customers.claim-email",
  "insert into customer_emails (email, shopper_id) values ($1, $2) on conflict (email) do nothing returning email",
);

const findByEmail = sql<CredentialsRow>(
  "customers.find-by-email",
  `select c.* from customer_emails e join customers c on c.shopper_id = e.shopper_id where e.email = $1`,
);

const findById = sql<CredentialsRow>("customers.find-by-id", "select * from customers where shopper_id = $1");

const rename = sql<CustomerRow>(
  "customers.rename",
  `update customers set name = $2, updated_at = now() where shopper_id = $1 returning shopper_id, email, name, created_at`,
);

const putPassword = sql<{ token_generation: number }>(
  "customers.put-password",
  `update customers set password_hash = $3, token_generation = token_generation + 1, updated_at = now()
   where shopper_id = $1 and token_generation = $2 returning token_generation`,
);

const nextGeneration = sql<{ token_generation: number }>(
  "customers.next-token-generation",
  `update customers set token_generation = token_generation + 1, updated_at = now()
   where shopper_id = $1 returning token_generation`,
);

export interface CustomerStore {
  /** Null when this shopper is a customer already. */
  insert(
    tx: Queryable,
    customer: { shopperId: string; email: string; name: string; passwordHash: string },
  ): Promise<Customer | null>;
  /** False when another customer has it. Of parallel claims one wins, and the others wait to see whether it commits. */
  claimEmail(tx: Queryable, email: string, shopperId: string): Promise<boolean>;
  credentialsOfEmail(email: string): Promise<Credentials | null>;
  credentialsOf(shopperId: string): Promise<Credentials | null>;
  find(shopperId: string): Promise<Customer | null>;
  rename(shopperId: string, name: string): Promise<Customer | null>;
  /** Answers the new generation; null when the tokens were revoked since `generation` was read. */
  putPassword(shopperId: string, generation: number, passwordHash: string): Promise<number | null>;
  revokeTokens(shopperId: string): Promise<number | null>;
}

export function createCustomerStore(db: Database): CustomerStore {
  return {
    async insert(tx, { shopperId, email, name, passwordHash }) {
      const [row] = await tx.run(insertCustomer, [shopperId, email, name, passwordHash]);
      return row === undefined ? null : toCustomer(row);
    },
    claimEmail: async (tx, email, shopperId) => (await tx.run(claimEmail, [email, shopperId])).length === 1,
    async credentialsOfEmail(email) {
      const [row] = await db.run(findByEmail, [email]);
      return row === undefined ? null : toCredentials(row);
    },
    async credentialsOf(shopperId) {
      const [row] = await db.run(findById, [shopperId]);
      return row === undefined ? null : toCredentials(row);
    },
    async find(shopperId) {
      const [row] = await db.run(findById, [shopperId]);
      return row === undefined ? null : toCustomer(row);
    },
    async rename(shopperId, name) {
      const [row] = await db.run(rename, [shopperId, name]);
      return row === undefined ? null : toCustomer(row);
    },
    async putPassword(shopperId, generation, passwordHash) {
      const [row] = await db.run(putPassword, [shopperId, generation, passwordHash]);
      return row?.token_generation ?? null;
    },
    async revokeTokens(shopperId) {
      const [row] = await db.run(nextGeneration, [shopperId]);
      return row?.token_generation ?? null;
    },
  };
}

function toCustomer({ shopper_id, email, name, created_at }: CustomerRow): Customer {
  return { shopperId: shopper_id, email, name, createdAt: created_at };
}

function toCredentials({ shopper_id, email, name, password_hash, token_generation }: CredentialsRow): Credentials {
  return { shopperId: shopper_id, email, name, passwordHash: password_hash, generation: token_generation };
}
