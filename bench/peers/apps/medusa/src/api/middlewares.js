// The search route answers for no index until a shop allows it.
const { configureStoreSearch, defineMiddlewares } = require("@medusajs/framework/http");

exports.default = defineMiddlewares({
  routes: [{ matcher: "/store/search", middlewares: [configureStoreSearch({ allowed_indexes: { product: true } })] }],
});
