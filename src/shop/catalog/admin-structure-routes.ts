import Type, { type Static } from "typebox";
import { type Database, sql } from "../../platform/database/database.ts";
import type { AdminRole } from "../../platform/http/auth.ts";
import { createOnce } from "../../platform/http/create-once.ts";
import { createCursor } from "../../platform/http/cursor.ts";
import { invalid } from "../../platform/http/problems.ts";
import { IntegerId, Nullable, pageOf, pageQuery, StringEnum } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import { Name, Slug } from "./admin-product-schemas.ts";
import { putAttribute, removeAttribute } from "./attributes.ts";
import { type Brand, changeBrand, createBrand, removeBrand } from "./brands.ts";
import { changeCategory, createCategory, removeCategory } from "./categories.ts";
import { AttributeDefinitionOut } from "./product-schemas.ts";
import { slugOf } from "./slug.ts";
import { attributeTypes } from "./structure.ts";

const tags = ["catalog-admin"];
const roles: readonly AdminRole[] = ["catalog"];
const MAX_POSITION = 1_000_000;
/** As many choices as a person looks through. */
const MAX_ATTRIBUTE_OPTIONS = 500;

const categoryFields = {
  parentId: Nullable(IntegerId()),
  name: Name,
  position: Type.Integer({ minimum: 0, maximum: MAX_POSITION, description: "Place among its siblings, the lowest first." }),
} as const;
const CategoryOut = Type.Object({ id: IntegerId(), slug: Type.String(), ...categoryFields });
const BrandOut = Type.Object({ id: IntegerId(), slug: Type.String(), name: Type.String() });
const idParams = Type.Object({ id: IntegerId() });
const NoContent = Type.Null({ description: "Done." });
const brandCursor = createCursor("brands:staff", ["integer"]);

const listBrands = sql<Brand>(
  "catalog.list-brands",
  "select id, slug, name from brands where id > $1::bigint order by id limit $2",
);

/** What the staff does with categories, brands and attribute definitions. */
export function adminStructureRoutes(app: App, { db }: { readonly db: Database }): void {
  categoryRoutes(app, db);
  brandRoutes(app, db);
  attributeRoutes(app, db);
}

function slugFor(given: string | undefined, name: string): string {
  const slug = given ?? slugOf(name);
  if (!/[a-z]/.test(slug)) throw invalid("/body/slug", "cannot be made from this name and must be given");
  return slug;
}

function categoryRoutes(app: App, db: Database): void {
  app.post(
    "/v1/admin/categories",
    {
      config: { auth: "admin", roles, problems: ["slug-taken", "conflict"], idempotencyKey: "optional" },
      schema: {
        operationId: "createCategory",
        summary: "Create a category",
        tags,
        body: Type.Object({
          name: Name,
          slug: Type.Optional(Slug),
          parentId: Type.Unsafe<number | null>({ ...categoryFields.parentId, default: null }),
          position: Type.Integer({ ...categoryFields.position, default: 0 }),
        }),
        response: { 201: CategoryOut },
      },
    },
    (request, reply) => {
      const slug = slugFor(request.body.slug, request.body.name);
      return createOnce(db, request, reply, "catalog.create-category", (tx) => createCategory(tx, { ...request.body, slug }));
    },
  );

  app.patch(
    "/v1/admin/categories/:id",
    {
      config: { auth: "admin", roles, problems: ["not-found", "slug-taken", "conflict"] },
      schema: {
        operationId: "updateCategory",
        summary: "Rename or move a category",
        tags,
        params: idParams,
        body: Type.Object({
          name: Type.Optional(Name),
          slug: Type.Optional(Slug),
          parentId: Type.Optional(categoryFields.parentId),
          position: Type.Optional(categoryFields.position),
        }),
        response: { 200: CategoryOut },
      },
    },
    (request) => db.transaction((tx) => changeCategory(tx, request.params.id, (category) => ({ ...category, ...request.body }))),
  );

  app.delete(
    "/v1/admin/categories/:id",
    {
      config: { auth: "admin", roles, problems: ["not-found", "conflict"] },
      schema: {
        operationId: "deleteCategory",
        summary: "Delete a category without products and subcategories",
        tags,
        params: idParams,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      await db.transaction((tx) => removeCategory(tx, request.params.id));
      reply.code(204);
      return null;
    },
  );
}

function brandRoutes(app: App, db: Database): void {
  app.get(
    "/v1/admin/brands",
    {
      config: { auth: "admin" },
      schema: {
        operationId: "listBrands",
        summary: "List brands",
        tags,
        querystring: Type.Object(pageQuery),
        response: { 200: pageOf(BrandOut) },
      },
    },
    async (request) => {
      const { limit } = request.query;
      const [after] = brandCursor.decode(request.query.cursor) ?? [0];
      const items = await db.run(listBrands, [after, limit + 1]);
      const last = items.length > limit ? items[limit - 1]! : null;
      return { items: items.slice(0, limit), nextCursor: last && brandCursor.encode([last.id]) };
    },
  );

  app.post(
    "/v1/admin/brands",
    {
      config: { auth: "admin", roles, problems: ["slug-taken", "conflict"], idempotencyKey: "optional" },
      schema: {
        operationId: "createBrand",
        summary: "Create a brand",
        tags,
        body: Type.Object({ name: Name, slug: Type.Optional(Slug) }),
        response: { 201: BrandOut },
      },
    },
    (request, reply) => {
      const { name } = request.body;
      const slug = slugFor(request.body.slug, name);
      return createOnce(db, request, reply, "catalog.create-brand", (tx) => createBrand(tx, { name, slug }));
    },
  );

  app.put(
    "/v1/admin/brands/:id",
    {
      config: { auth: "admin", roles, problems: ["not-found", "slug-taken"] },
      schema: {
        operationId: "updateBrand",
        summary: "Rename a brand",
        tags,
        params: idParams,
        body: Type.Object({ name: Name, slug: Slug }),
        response: { 200: BrandOut },
      },
    },
    (request) => db.transaction((tx) => changeBrand(tx, { id: request.params.id, ...request.body })),
  );

  app.delete(
    "/v1/admin/brands/:id",
    {
      config: { auth: "admin", roles, problems: ["not-found", "conflict"] },
      schema: {
        operationId: "deleteBrand",
        summary: "Delete a brand without products",
        tags,
        params: idParams,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      await db.transaction((tx) => removeBrand(tx, request.params.id));
      reply.code(204);
      return null;
    },
  );
}

const AttributeBody = Type.Object({
  label: Name,
  type: StringEnum(attributeTypes),
  unit: Type.Unsafe<string | null>({ ...Nullable(Type.String({ minLength: 1, maxLength: 16 })), default: null }),
  options: Type.Unsafe<string[] | null>({
    ...Nullable(Type.Array(Type.String({ minLength: 1, maxLength: 120 }), { minItems: 1, maxItems: MAX_ATTRIBUTE_OPTIONS })),
    default: null,
    description: "What an attribute of type `option` may be.",
  }),
});
const attributeParams = Type.Object({ name: Type.String({ pattern: "^[a-zA-Z][a-zA-Z0-9_]{0,63}$" }) });

function optionsOf({ type, options }: Static<typeof AttributeBody>): readonly string[] | null {
  if ((type === "option") !== (options !== null)) {
    throw invalid("/body/options", type === "option" ? "is required for this type" : "belongs to the type option");
  }
  return options;
}

function attributeRoutes(app: App, db: Database): void {
  app.put(
    "/v1/admin/attributes/:name",
    {
      config: { auth: "admin", roles, problems: ["conflict"] },
      schema: {
        operationId: "putAttribute",
        summary: "Define an attribute or change its definition",
        description: "The type of an attribute that is there cannot be changed.",
        tags,
        params: attributeParams,
        body: AttributeBody,
        response: { 200: AttributeDefinitionOut },
      },
    },
    (request) => {
      const { label, type, unit } = request.body;
      const options = optionsOf(request.body);
      return db.transaction((tx) => putAttribute(tx, { name: request.params.name, label, type, unit, options }));
    },
  );

  app.delete(
    "/v1/admin/attributes/:name",
    {
      config: { auth: "admin", roles, problems: ["not-found", "conflict"] },
      schema: {
        operationId: "deleteAttribute",
        summary: "Delete the definition of an attribute that no product has",
        tags,
        params: attributeParams,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      await db.transaction((tx) => removeAttribute(tx, request.params.name));
      reply.code(204);
      return null;
    },
  );
}
