/** A JSON schema as far as the API uses it. */
export type Schema = {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
};

type Parameter = { readonly in: string; readonly name: string; readonly required?: boolean; readonly schema: Schema };
type Content = Readonly<Record<string, { readonly schema?: Schema; readonly examples?: Readonly<Record<string, unknown>> }>>;

export type Document = {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly operationId: string;
            readonly security?: readonly Readonly<Record<string, unknown>>[];
            readonly parameters?: readonly Parameter[];
            readonly requestBody?: { readonly content: Content; readonly required?: boolean };
            readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
          }
        >
      >
    >
  >;
};

export type Operation = {
  readonly id: string;
  /** In upper case. */
  readonly method: string;
  /** With `{name}` for each parameter. */
  readonly path: string;
  readonly access: "none" | "shopper" | "admin";
  /** Whether it goes without credentials too. */
  readonly anonymous: boolean;
  readonly pathParameters: readonly Parameter[];
  readonly queryParameters: readonly Parameter[];
  /** Null for a call without a body. */
  readonly body: Schema | null;
  readonly bodyRequired: boolean;
  readonly idempotencyKey: "required" | "optional" | null;
  /** The documented codes of each documented status; empty for a status that is no problem. */
  readonly answers: ReadonlyMap<number, readonly string[]>;
};

export function operationsOf(document: Document): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      const { parameters = [], requestBody, security = [], responses } = described;
      const key = parameters.find((parameter) => parameter.name === "Idempotency-Key");
      return {
        id: described.operationId,
        method: method.toUpperCase(),
        path,
        access: security.some((one) => "admin" in one) ? "admin" : security.some((one) => "shopper" in one) ? "shopper" : "none",
        anonymous: security.length === 0 || security.some((one) => Object.keys(one).length === 0),
        pathParameters: parameters.filter((parameter) => parameter.in === "path"),
        queryParameters: parameters.filter((parameter) => parameter.in === "query"),
        body: requestBody?.content["application/json"]?.schema ?? null,
        bodyRequired: requestBody?.required === true,
        idempotencyKey: key === undefined ? null : key.required ? "required" : "optional",
        answers: new Map(
          Object.entries(responses).map(([status, { content }]) => [
            Number(status),
            Object.keys(content?.["application/problem+json"]?.examples ?? {}),
          ]),
        ),
      } as const satisfies Operation;
    }),
  );
}
