const failed = "... on ErrorResult { errorCode message }";

const customer = `customer: setCustomerForOrder(input: $customer) { __typename ${failed} }`;
const address = `address: setOrderShippingAddress(input: $address) { __typename ${failed} }`;
const shipping = `shipping: setOrderShippingMethod(shippingMethodId: $shipping) { __typename ${failed} }`;
const arranging = `state: transitionOrderToState(state: "ArrangingPayment") { __typename ${failed} }`;
const payment = `payment: addPaymentToOrder(input: { method: "dummy", metadata: {} }) { __typename ... on Order { id code state totalWithTax } ${failed} }`;
const inputs = "$customer: CreateCustomerInput!, $address: CreateAddressInput!, $shipping: [ID!]!";

const hits = `items { productId productName slug description inStock currencyCode
  priceWithTax { ... on PriceRange { min max } ... on SinglePrice { value } } }`;

/** What is asked of Vendure's shop API: what a page needs, and no more. */
export const documents = {
  product: `query ($id: ID!) { product(id: $id) { id name slug description collections { id name } optionGroups { name options { name } }
    variants { id name sku priceWithTax currencyCode stockLevel options { name } } } }`,
  // Lists and searches both come from the search plugin's index, which is the way its guides show. Nobody asks a list how long it is.
  list: `query ($input: SearchInput!) { search(input: $input) { ${hits} } }`,
  search: `query ($input: SearchInput!) { search(input: $input) { totalItems ${hits} } }`,
  searchPage: `query ($input: SearchInput!) { search(input: $input) { totalItems ${hits} facetValues { count facetValue { id name } } } }`,
  addToCart: `mutation ($variant: ID!) { addItemToOrder(productVariantId: $variant, quantity: 1) { __typename
    ... on Order { id code state totalWithTax shippingWithTax lines { id quantity unitPriceWithTax linePriceWithTax productVariant { id sku name } } } ${failed} } }`,
  /** A whole checkout as one request; the parts of a mutation run one after the other. */
  checkOut: `mutation (${inputs}) { ${customer} ${address} ${shipping} ${arranging} ${payment} }`,
  prepareOrder: `mutation (${inputs}) { ${customer} ${address} ${shipping} ${arranging} }`,
  placeOrder: `mutation { ${payment} }`,
};
