// Made by scripts/generate-client.ts from the API's OpenAPI document and its table of problems. Do not edit.

export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process runs */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process can take requests */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Metrics for Prometheus */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This API as OpenAPI 3.1 */
        get: operations["getOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every problem the API may answer */
        get: operations["listProblems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One problem the API may answer */
        get: operations["getProblem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List products, the most popular first */
        get: operations["listProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products/{productId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A product with its variants, prices and live availability */
        get: operations["getProduct"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products/by-slug/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same, by its slug */
        get: operations["getProductBySlug"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The category tree */
        get: operations["listCategories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/categories/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A category with those above and right below it */
        get: operations["getCategory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/attributes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The attributes that products can have */
        get: operations["listAttributes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/pictures/{productId}/{view}.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A drawn picture of a product, for those that have none of their own */
        get: operations["getProductPicture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/pictures/categories/{slug}.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A drawn picture of a category */
        get: operations["getCategoryPicture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search products by words and filters, with facets
         * @description Typing errors are corrected when a word occurs nowhere. Each facet is counted with the filters of the other facets. Without `q` everything that the filters let through is listed.
         */
        get: operations["searchProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search/suggest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a text may become while it is typed */
        get: operations["suggestSearches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/regions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The regions that the shop sells to, with their countries */
        get: operations["listRegions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/currencies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The currencies that the shop sells in */
        get: operations["listCurrencies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipping-methods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The ways to get an order to a country, with their prices
         * @description Prices are for a cart of this weight and subtotal, before promotions. The priced cart decides.
         */
        get: operations["listShippingMethods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin as a guest
         * @description A session is a signed token and is stored nowhere. Registering with it keeps the guest's carts and orders.
         */
        post: operations["createSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register
         * @description With a guest's token, carts and orders of the guest become the customer's. A retry after a lost answer gets `email-taken`: log in then.
         */
        post: operations["registerCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in
         * @description With a guest's token, the lines of the guest's newest cart are added to the customer's. Failed attempts are limited.
         */
        post: operations["logIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log out everywhere
         * @description Every token of the customer is refused within a few seconds.
         */
        post: operations["logOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the password
         * @description Every older token of the customer is refused within a few seconds; the answer has a new one.
         */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one's own account */
        get: operations["getCustomer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change one's own account */
        patch: operations["updateCustomer"];
        trace?: never;
    };
    "/v1/customers/me/addresses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List one's addresses, the default first */
        get: operations["listAddresses"];
        put?: never;
        /** Save an address */
        post: operations["createAddress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/me/addresses/{addressId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replace an address */
        put: operations["replaceAddress"];
        post?: never;
        /** Delete an address */
        delete: operations["deleteAddress"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List one's open carts, newest first */
        get: operations["listCarts"];
        put?: never;
        /**
         * Begin a cart
         * @description May bring a whole basket. The currency is for good; without it, it is that of the country. A retry with the same Idempotency-Key answers the same cart as it is by then.
         */
        post: operations["createCart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carts/{cartId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a cart, priced now */
        get: operations["getCart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Choose where the order goes and how */
        patch: operations["updateCart"];
        trace?: never;
    };
    "/v1/carts/{cartId}/coupons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Replace the coupons of a cart
         * @description Coupons that do not apply are kept and listed in `rejectedCoupons`.
         */
        put: operations["putCartCoupons"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carts/{cartId}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add units of a variant to a cart
         * @description They are added to the line if there is one. A variant that is unknown, archived or without a price is `not-sellable`.
         */
        post: operations["addCartLine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carts/{cartId}/lines/{variantId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a line
         * @description A line that is not there counts as removed.
         */
        delete: operations["removeCartLine"];
        options?: never;
        head?: never;
        /**
         * Set the quantity of a line
         * @description 0 removes the line.
         */
        patch: operations["updateCartLine"];
        trace?: never;
    };
    "/v1/carts/{cartId}/checkout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Order and pay a cart
         * @description Keep the Idempotency-Key over all retries: the same request is answered with its first answer, marked by Idempotency-Replayed. 201: paid. 202: the payment is not known yet; ask for the order. 402: declined, the cart is open again for another try with a new key. 409 out-of-stock lists the lines.
         */
        post: operations["checkout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of my orders */
        get: operations["getOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My orders, newest first */
        get: operations["listOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an order
         * @description A paid order that was not sent yet is cancelled, and everything that was paid goes back. While the payment is not known, the wish is kept and answered with 202: if it turns out to be paid, the order is cancelled and the money goes back. Cancelling twice is cancelling once, with or without an Idempotency-Key.
         */
        post: operations["cancelOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products/{productId}/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reviews of a product
         * @description `relevant` weighs helpfulness with recency: each doubling of the helpful votes counts as much as being 30 days younger. What was just written is in the next answer.
         */
        get: operations["listReviews"];
        put?: never;
        /**
         * Review a product
         * @description A shopper has one review of each product; who wants to say something else deletes it first. `verifiedPurchase` is decided now, from the shopper's own paid orders.
         */
        post: operations["createReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products/{productId}/reviews/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How a product's reviews add up
         * @description Exact: each review is counted in the transaction that writes, hides or deletes it.
         */
        get: operations["getReviewSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviews/{reviewId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete one's own review */
        delete: operations["deleteReview"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviews/{reviewId}/helpful": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that this review helped
         * @description One vote per shopper; another one changes nothing.
         */
        post: operations["voteReviewHelpful"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviews/{reviewId}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report this review to the moderators
         * @description It stays visible until one of them decides. One report per shopper.
         */
        post: operations["reportReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products/{productId}/questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Questions about a product, with the first answers */
        get: operations["listQuestions"];
        put?: never;
        /** Ask about a product */
        post: operations["createQuestion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/questions/{questionId}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answers to a question, the seller's first, then the most helpful */
        get: operations["listAnswers"];
        put?: never;
        /** Answer a question */
        post: operations["createAnswer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/questions/{questionId}/helpful": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that this question helped
         * @description One vote per shopper; another one changes nothing.
         */
        post: operations["voteQuestionHelpful"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/questions/{questionId}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report this question to the moderators
         * @description It stays visible until one of them decides. One report per shopper.
         */
        post: operations["reportQuestion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/answers/{answerId}/helpful": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that this answer helped
         * @description One vote per shopper; another one changes nothing.
         */
        post: operations["voteAnswerHelpful"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/answers/{answerId}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report this answer to the moderators
         * @description It stays visible until one of them decides. One report per shopper.
         */
        post: operations["reportAnswer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/questions/{questionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete one's own question
         * @description As long as nobody has answered it.
         */
        delete: operations["deleteQuestion"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/answers/{answerId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete one's own answer */
        delete: operations["deleteAnswer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products/{productId}/recommendations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What goes with a product
         * @description `boughtTogether` is what real orders hold together more often than chance says, the strongest first; `related` is what is like the product, by category, brand, attributes, price and popularity. No product is in both. Ask for it after the product itself, never before.
         */
        get: operations["getRecommendations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recommendations/popular": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is popular now
         * @description By orders and looks, of which each counts half after three days; filled up with what has always been popular. A new order or look counts after some seconds.
         */
        get: operations["listPopularProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recommendations/recently-viewed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I looked at last */
        get: operations["listRecentlyViewed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products/{productId}/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that I look at a product
         * @description Send it when the page of a product is shown. It makes the list of what I looked at last (50 at the most), and counts towards what is popular: once, however often the page is loaded within half an hour.
         */
        post: operations["recordView"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products/{productId}/like": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Like a product
         * @description Once per shopper; again changes nothing. The counter follows within a second; whether I like it is known at once.
         */
        put: operations["likeProduct"];
        post?: never;
        /**
         * Take my like of a product back
         * @description Without a like it changes nothing. The counter follows within a second; whether I like it is known at once.
         */
        delete: operations["unlikeProduct"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviews/{reviewId}/like": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Like a review
         * @description Once per shopper; again changes nothing. The counter follows within a second; whether I like it is known at once.
         */
        put: operations["likeReview"];
        post?: never;
        /**
         * Take my like of a review back
         * @description Without a like it changes nothing. The counter follows within a second; whether I like it is known at once.
         */
        delete: operations["unlikeReview"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products/{productId}/engagement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Likes and comments of a product
         * @description Also the likes of those of its reviews that are asked for.
         */
        get: operations["getEngagement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products/{productId}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Comments on a product, newest first
         * @description What was just written is in the next answer.
         */
        get: operations["listComments"];
        put?: never;
        /**
         * Comment on a product
         * @description At most 2000 characters. The counter of comments follows within a second.
         */
        post: operations["createComment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/comments/{commentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete one's own comment */
        delete: operations["deleteComment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/comments/{commentId}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a comment before a moderator
         * @description One report per shopper; another one changes nothing.
         */
        post: operations["reportComment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What I did and what came of it, newest first
         * @description Likes, comments, reviews, questions and orders, the seller's responses, answers to my questions, and what became of my orders. An entry is there within a second. A like or a comment that I take back is taken out. Names are those of the moment in which it happened.
         */
        get: operations["listFeed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/{provider}/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Webhook of a payment provider
         * @description For the provider alone: the body is verified by its signature and read by the provider's adapter.
         */
        post: operations["takePaymentWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List products of every status, the newest first */
        get: operations["listAllProducts"];
        put?: never;
        /**
         * Create a product with its variants and prices
         * @description Without a slug it is made from the name.
         */
        post: operations["createProduct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/products/{productId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A product of any status, as it is stored */
        get: operations["getAnyProduct"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change fields of a product
         * @description With If-Match only the version that it names is changed; else 412.
         */
        patch: operations["updateProduct"];
        trace?: never;
    };
    "/v1/admin/products/{productId}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a product out of the shop; nothing is deleted
         * @description With If-Match only the version that it names is changed; else 412.
         */
        post: operations["archiveProduct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/products/{productId}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put an archived product back
         * @description With If-Match only the version that it names is changed; else 412.
         */
        post: operations["restoreProduct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/products/{productId}/variants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a variant
         * @description With If-Match only the version that it names is changed; else 412.
         */
        post: operations["addVariant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/variants/{variantId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change or archive a variant
         * @description With If-Match only the version that it names is changed; else 412.
         */
        patch: operations["updateVariant"];
        trace?: never;
    };
    "/v1/admin/variants/{variantId}/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set all prices of a variant
         * @description One price per list and quantity. With If-Match only the version that it names is changed; else 412.
         */
        put: operations["setPrices"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a category */
        post: operations["createCategory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/categories/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a category without products and subcategories */
        delete: operations["deleteCategory"];
        options?: never;
        head?: never;
        /** Rename or move a category */
        patch: operations["updateCategory"];
        trace?: never;
    };
    "/v1/admin/brands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List brands */
        get: operations["listBrands"];
        put?: never;
        /** Create a brand */
        post: operations["createBrand"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/brands/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Rename a brand */
        put: operations["updateBrand"];
        post?: never;
        /** Delete a brand without products */
        delete: operations["deleteBrand"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/attributes/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Define an attribute or change its definition
         * @description The type of an attribute that is there cannot be changed.
         */
        put: operations["putAttribute"];
        post?: never;
        /** Delete the definition of an attribute that no product has */
        delete: operations["deleteAttribute"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/price-lists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All price lists */
        get: operations["listPriceLists"];
        put?: never;
        /** Create a price list */
        post: operations["createPriceList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/price-lists/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a price list, save its currency */
        put: operations["updatePriceList"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/shoppers/{shopperId}/price-agreements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The prices agreed with a shopper */
        get: operations["listPriceAgreements"];
        /**
         * Set prices agreed with a shopper
         * @description Sets the prices that are sent and leaves the others; one for each variant and currency.
         */
        put: operations["savePriceAgreements"];
        post?: never;
        /** End all price agreements with a shopper */
        delete: operations["deletePriceAgreements"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/currencies/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Add or rename a currency
         * @description The decimals of a currency that is there cannot be changed.
         */
        put: operations["putCurrency"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/regions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Add or change a region */
        put: operations["putRegion"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/countries/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Add or change a country */
        put: operations["putCountry"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/tax-rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All tax rates */
        get: operations["listTaxRates"];
        /** Set a tax rate */
        put: operations["putTaxRate"];
        post?: never;
        /** Remove a tax rate */
        delete: operations["deleteTaxRate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/exchange-rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All exchange rates */
        get: operations["listExchangeRates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/exchange-rates/{base}/{quote}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set an exchange rate
         * @description A provider of rates, if one is configured, sets it again at its next refresh.
         */
        put: operations["putExchangeRate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/promotions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List promotions and coupons, the newest first */
        get: operations["listPromotions"];
        put?: never;
        /** Create a promotion or a coupon */
        post: operations["createPromotion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/promotions/{promotionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A promotion */
        get: operations["getPromotion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a promotion, or switch it off
         * @description A limit cannot be set below what has been used.
         */
        patch: operations["updatePromotion"];
        trace?: never;
    };
    "/v1/admin/shipping-methods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All shipping methods */
        get: operations["listAllShippingMethods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/shipping-methods/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Add or change a shipping method */
        put: operations["putShippingMethod"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/warehouses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All warehouses */
        get: operations["listWarehouses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/warehouses/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Add or change a warehouse */
        put: operations["putWarehouse"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/search/synonyms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List all groups of synonyms */
        get: operations["listSynonyms"];
        put?: never;
        /**
         * Add a group of synonyms
         * @description Searches follow within a second.
         */
        post: operations["createSynonyms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/search/synonyms/{synonymsId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a group of synonyms */
        put: operations["putSynonyms"];
        post?: never;
        /** Remove a group of synonyms */
        delete: operations["deleteSynonyms"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/variants/{variantId}/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Stock of a variant */
        get: operations["getStock"];
        /**
         * Set the stock of a variant in a warehouse
         * @description Sets the level to what was counted. A variant that was never in this warehouse gets its level.
         */
        put: operations["setStock"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/variants/{variantId}/stock/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every change of a variant's stock
         * @description Append-only, newest first within each warehouse.
         */
        get: operations["listStockLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/stock/low": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Stock below its reorder level */
        get: operations["listLowStock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/stock/receive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Book goods that arrived */
        post: operations["receiveStock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/stock/adjust": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Book what a count found or missed */
        post: operations["adjustStock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/stock/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move goods between warehouses */
        post: operations["transferStock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All orders, newest first */
        get: operations["listAllOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/orders/{orderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Any order */
        get: operations["getAnyOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/orders/{orderId}/fulfil": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Everything of an order was sent
         * @description The units leave the stock. Saying it twice is saying it once.
         */
        post: operations["fulfilOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/orders/{orderId}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pay a part of an order back
         * @description The amount counts as refunded at once; the provider is asked by a worker, until it has confirmed or refused.
         */
        post: operations["refundOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/orders/{orderId}/returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take units of an order back
         * @description Before the order is sent, the units are simply no longer reserved. Afterwards they go back on the shelf of the warehouse that sent them, if `restock` says so. Shipping is not refunded unless `refundMinor` includes it.
         */
        post: operations["returnOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List reviews that wait for a decision, or that are hidden */
        get: operations["listModeratedReviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/reviews/{reviewId}/hide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take this review out of all lists, and close its reports */
        post: operations["hideReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/reviews/{reviewId}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show this review (again), and close its reports */
        post: operations["restoreReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/reviews/{reviewId}/response": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Respond to a review as the seller
         * @description Replaces the response that is there.
         */
        put: operations["putReviewResponse"];
        post?: never;
        /** Take the seller's response back */
        delete: operations["deleteReviewResponse"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/products/{productId}/characteristics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Choose what reviews of a product may judge
         * @description Null lets them judge everything, and the summary then shows what they use.
         */
        put: operations["putProductCharacteristics"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List questions that wait for a decision, or that are hidden */
        get: operations["listModeratedQuestions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List answers that wait for a decision, or that are hidden */
        get: operations["listModeratedAnswers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/questions/{questionId}/hide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take this question out of all lists, and close its reports */
        post: operations["hideQuestion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/questions/{questionId}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show this question (again), and close its reports */
        post: operations["restoreQuestion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/answers/{answerId}/hide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take this answer out of all lists, and close its reports */
        post: operations["hideAnswer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/answers/{answerId}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show this answer (again), and close its reports */
        post: operations["restoreAnswer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/questions/{questionId}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer a question as the seller
         * @description It comes before all others, signed with the name of the shop.
         */
        post: operations["createSellerAnswer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List comments that wait for a decision, or that are hidden */
        get: operations["listModeratedComments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/comments/{commentId}/hide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a comment out of the list, and close its reports */
        post: operations["hideComment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/comments/{commentId}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show a comment (again), and close its reports */
        post: operations["restoreComment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the API keys, revoked ones too */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Make an API key
         * @description A key whose answer was lost is in the list and can be revoked.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/api-keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description All processes refuse it within a few seconds. The last key of an owner cannot be revoked.
         */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the webhooks */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Subscribe to events
         * @description Events are sent as JSON by POST, at least once each. The header tenfold-signature is `t=<seconds>,v1=<hex>`, where v1 is the HMAC-SHA256 of `<t>.<body>` under the secret. Answer with 2xx within ten seconds; otherwise it is tried again, eight times over about five hours. Retries may arrive after later events: compare `aggregate.version`.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/webhooks/{webhookId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a webhook */
        get: operations["getWebhook"];
        put?: never;
        post?: never;
        /** Unsubscribe, with all deliveries */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/webhooks/{webhookId}/ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event and see the answer
         * @description Sent once, at once, with the type webhook.ping.
         */
        post: operations["pingWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/webhooks/{webhookId}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List deliveries, newest event first
         * @description With `status=dead`, the dead letters. Deliveries are kept for 30 days.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/webhooks/{webhookId}/deliveries/{eventId}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send an event again, delivered or dead */
        post: operations["redeliverWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/events/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List events that a consumer could not handle */
        get: operations["listDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/events/dead-letters/{consumer}/{eventId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand an event over once more
         * @description Waits for the outcome. An event that fails again stays in the list, with its new error.
         */
        post: operations["retryDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/jobs/failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List jobs that were given up, oldest first */
        get: operations["listFailedJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/jobs/failed/{jobId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a failed job back into its queue */
        post: operations["retryFailedJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A problem document (RFC 9457). */
        Problem: {
            /**
             * Format: uri-reference
             * @description Names the kind of problem; open it for a description.
             */
            type: string;
            /** @description What went wrong, for a person. */
            title: string;
            /** @description The HTTP status again. */
            status: number;
            /** @enum {string} */
            code: "validation-failed" | "malformed-json" | "malformed-request" | "idempotency-key-missing" | "idempotency-key-invalid" | "unauthorized" | "invalid-credentials" | "payment-declined" | "forbidden" | "not-found" | "method-not-allowed" | "not-acceptable" | "request-timeout" | "conflict" | "out-of-stock" | "cart-closed" | "cart-changed" | "price-changed" | "stock-below-reserved" | "order-not-cancellable" | "refund-exceeds-payment" | "return-exceeds-order" | "email-taken" | "address-limit-reached" | "sku-taken" | "slug-taken" | "coupon-limit-reached" | "review-exists" | "idempotency-in-progress" | "precondition-failed" | "request-too-large" | "uri-too-long" | "unsupported-media-type" | "idempotency-key-reused" | "coupon-not-applicable" | "field-missing" | "cart-empty" | "cart-too-large" | "quantity-too-large" | "not-sellable" | "currency-unsupported" | "shipping-unavailable" | "precondition-required" | "rate-limited" | "login-throttled" | "header-too-large" | "internal" | "upstream-unavailable" | "overloaded" | "not-ready" | "shutting-down" | "timeout";
            /** @description What went wrong this time. */
            detail?: string;
            /** @description The request id, also in x-request-id. */
            instance: string;
            errors?: {
                /** @description JSON pointer into the request: /body/…, /query/…, /params/…, /headers/… */
                path: string;
                message: string;
            }[];
        } & {
            [key: string]: unknown;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ready";
                        checks: {
                            name: string;
                            ok: boolean;
                            durationMs: number;
                            reason?: string;
                        }[];
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": unknown;
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpenApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProblems: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        code: string;
                        status: number;
                        title: string;
                        /** @description Whether the same request may succeed later. */
                        retryable: boolean;
                    }[];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProblem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `code` of a problem document.
                 * @example out-of-stock
                 */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        code: string;
                        status: number;
                        title: string;
                        /** @description Whether the same request may succeed later. */
                        retryable: boolean;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProducts: {
        parameters: {
            query?: {
                /** @description Items per page, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: do not build or store it. */
                cursor?: string;
                /**
                 * @description ISO 4217 currency code.
                 * @example EUR
                 */
                currency?: string;
                /**
                 * @description ISO 3166-1 alpha-2 country code.
                 * @example DE
                 */
                country?: string;
                /** @description Slug or id of a category; products of those below it are included. */
                category?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * @description Numeric id.
                             * @example 1042
                             */
                            id: number;
                            /** @example mugs-and-cups */
                            slug: string;
                            /** @example Mugs & Cups */
                            name: string;
                            /** @description One line; empty when there is none. */
                            slogan: string;
                            description: string;
                            category: {
                                /**
                                 * @description Numeric id.
                                 * @example 1042
                                 */
                                id: number;
                                /** @example mugs-and-cups */
                                slug: string;
                                /** @example Mugs & Cups */
                                name: string;
                                /** @description From the root down to the category itself. */
                                path: {
                                    /**
                                     * @description Numeric id.
                                     * @example 1042
                                     */
                                    id: number;
                                    /** @example mugs-and-cups */
                                    slug: string;
                                    /** @example Mugs & Cups */
                                    name: string;
                                }[];
                            } | null;
                            brand: {
                                /**
                                 * @description Numeric id.
                                 * @example 1042
                                 */
                                id: number;
                                /** @example mugs-and-cups */
                                slug: string;
                                /** @example Mugs & Cups */
                                name: string;
                            } | null;
                            /**
                             * @description By name; what there is and its type is in `/v1/attributes`.
                             * @example {
                             *       "colour": "Pink",
                             *       "packSize": 6
                             *     }
                             */
                            attributes: {
                                [key: string]: string | number | boolean;
                            };
                            /** @description Its pictures, the first for lists; a product without pictures has drawn ones. */
                            media: {
                                /** @enum {string} */
                                kind: "image" | "video";
                                /**
                                 * Format: uri-reference
                                 * @description An address on the web, or a path on this host.
                                 */
                                url: string;
                                /** @description Text for those who do not see it. */
                                alt: string;
                                /**
                                 * @description Which variants it shows; without options it shows them all.
                                 * @default {}
                                 * @example {
                                 *       "colour": "Pink"
                                 *     }
                                 */
                                options: {
                                    [key: string]: string;
                                };
                                /**
                                 * @description In pixels; null when it is not known.
                                 * @example 800
                                 */
                                width: number | null;
                                /**
                                 * @description In pixels; null when it is not known.
                                 * @example 800
                                 */
                                height: number | null;
                            }[];
                            variants: {
                                /**
                                 * @description Variant id: productId × 10,000 + position.
                                 * @example 10420001
                                 */
                                id: number;
                                /** @example 85123A */
                                sku: string;
                                /**
                                 * @description What tells this variant from its siblings.
                                 * @example {
                                 *       "size": "L"
                                 *     }
                                 */
                                options: {
                                    [key: string]: string;
                                };
                                /** @description Price of one unit. */
                                price: {
                                    /**
                                     * @description For one unit, in minor units.
                                     * @example 1250
                                     */
                                    amountMinor: number;
                                    /**
                                     * @description ISO 4217 currency code.
                                     * @example EUR
                                     */
                                    currency: string;
                                    /** @description Whether the amount contains the tax of the region it is shown for. */
                                    taxIncluded: boolean;
                                } | null;
                                /** @description Of a sale: what one unit costs without it; null when there is none. */
                                originalPrice: {
                                    /**
                                     * @description For one unit, in minor units.
                                     * @example 1250
                                     */
                                    amountMinor: number;
                                    /**
                                     * @description ISO 4217 currency code.
                                     * @example EUR
                                     */
                                    currency: string;
                                    /** @description Whether the amount contains the tax of the region it is shown for. */
                                    taxIncluded: boolean;
                                } | null;
                                /** @description Lower prices of one unit from larger quantities on. */
                                tiers: {
                                    minQuantity: number;
                                    amountMinor: number;
                                }[];
                                availability: {
                                    /** @enum {string} */
                                    status: "in_stock" | "low_stock" | "backorder" | "out_of_stock";
                                    /** @description Units that can be ordered now, on backorder too; null for services, which are not counted. */
                                    available: number | null;
                                };
                            }[];
                            rating: {
                                average: number | null;
                                count: number;
                            };
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            createdAt: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            updatedAt: string;
                        }[];
                        /** @description Cursor of the next page; null on the last one. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What the client has still holds. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProduct: {
        parameters: {
            query?: {
                /**
                 * @description ISO 4217 currency code.
                 * @example EUR
                 */
                currency?: string;
                /**
                 * @description ISO 3166-1 alpha-2 country code.
                 * @example DE
                 */
                country?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Numeric id.
                 * @example 1042
                 */
                productId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        id: number;
                        /** @example mugs-and-cups */
                        slug: string;
                        /** @example Mugs & Cups */
                        name: string;
                        /** @description One line; empty when there is none. */
                        slogan: string;
                        description: string;
                        category: {
                            /**
                             * @description Numeric id.
                             * @example 1042
                             */
                            id: number;
                            /** @example mugs-and-cups */
                            slug: string;
                            /** @example Mugs & Cups */
                            name: string;
                            /** @description From the root down to the category itself. */
                            path: {
                                /**
                                 * @description Numeric id.
                                 * @example 1042
                                 */
                                id: number;
                                /** @example mugs-and-cups */
                                slug: string;
                                /** @example Mugs & Cups */
                                name: string;
                            }[];
                        } | null;
                        brand: {
                            /**
                             * @description Numeric id.
                             * @example 1042
                             */
                            id: number;
                            /** @example mugs-and-cups */
                            slug: string;
                            /** @example Mugs & Cups */
                            name: string;
                        } | null;
                        /**
                         * @description By name; what there is and its type is in `/v1/attributes`.
                         * @example {
                         *       "colour": "Pink",
                         *       "packSize": 6
                         *     }
                         */
                        attributes: {
                            [key: string]: string | number | boolean;
                        };
                        /** @description Its pictures, the first for lists; a product without pictures has drawn ones. */
                        media: {
                            /** @enum {string} */
                            kind: "image" | "video";
                            /**
                             * Format: uri-reference
                             * @description An address on the web, or a path on this host.
                             */
                            url: string;
                            /** @description Text for those who do not see it. */
                            alt: string;
                            /**
                             * @description Which variants it shows; without options it shows them all.
                             * @default {}
                             * @example {
                             *       "colour": "Pink"
                             *     }
                             */
                            options: {
                                [key: string]: string;
                            };
                            /**
                             * @description In pixels; null when it is not known.
                             * @example 800
                             */
                            width: number | null;
                            /**
                             * @description In pixels; null when it is not known.
                             * @example 800
                             */
                            height: number | null;
                        }[];
                        variants: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            id: number;
                            /** @example 85123A */
                            sku: string;
                            /**
                             * @description What tells this variant from its siblings.
                             * @example {
                             *       "size": "L"
                             *     }
                             */
                            options: {
                                [key: string]: string;
                            };
                            /** @description Price of one unit. */
                            price: {
                                /**
                                 * @description For one unit, in minor units.
                                 * @example 1250
                                 */
                                amountMinor: number;
                                /**
                                 * @description ISO 4217 currency code.
                                 * @example EUR
                                 */
                                currency: string;
                                /** @description Whether the amount contains the tax of the region it is shown for. */
                                taxIncluded: boolean;
                            } | null;
                            /** @description Of a sale: what one unit costs without it; null when there is none. */
                            originalPrice: {
                                /**
                                 * @description For one unit, in minor units.
                                 * @example 1250
                                 */
                                amountMinor: number;
                                /**
                                 * @description ISO 4217 currency code.
                                 * @example EUR
                                 */
                                currency: string;
                                /** @description Whether the amount contains the tax of the region it is shown for. */
                                taxIncluded: boolean;
                            } | null;
                            /** @description Lower prices of one unit from larger quantities on. */
                            tiers: {
                                minQuantity: number;
                                amountMinor: number;
                            }[];
                            availability: {
                                /** @enum {string} */
                                status: "in_stock" | "low_stock" | "backorder" | "out_of_stock";
                                /** @description Units that can be ordered now, on backorder too; null for services, which are not counted. */
                                available: number | null;
                            };
                        }[];
                        rating: {
                            average: number | null;
                            count: number;
                        };
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        createdAt: string;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        updatedAt: string;
                    };
                };
            };
            /** @description What the client has still holds. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProductBySlug: {
        parameters: {
            query?: {
                /**
                 * @description ISO 4217 currency code.
                 * @example EUR
                 */
                currency?: string;
                /**
                 * @description ISO 3166-1 alpha-2 country code.
                 * @example DE
                 */
                country?: string;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        id: number;
                        /** @example mugs-and-cups */
                        slug: string;
                        /** @example Mugs & Cups */
                        name: string;
                        /** @description One line; empty when there is none. */
                        slogan: string;
                        description: string;
                        category: {
                            /**
                             * @description Numeric id.
                             * @example 1042
                             */
                            id: number;
                            /** @example mugs-and-cups */
                            slug: string;
                            /** @example Mugs & Cups */
                            name: string;
                            /** @description From the root down to the category itself. */
                            path: {
                                /**
                                 * @description Numeric id.
                                 * @example 1042
                                 */
                                id: number;
                                /** @example mugs-and-cups */
                                slug: string;
                                /** @example Mugs & Cups */
                                name: string;
                            }[];
                        } | null;
                        brand: {
                            /**
                             * @description Numeric id.
                             * @example 1042
                             */
                            id: number;
                            /** @example mugs-and-cups */
                            slug: string;
                            /** @example Mugs & Cups */
                            name: string;
                        } | null;
                        /**
                         * @description By name; what there is and its type is in `/v1/attributes`.
                         * @example {
                         *       "colour": "Pink",
                         *       "packSize": 6
                         *     }
                         */
                        attributes: {
                            [key: string]: string | number | boolean;
                        };
                        /** @description Its pictures, the first for lists; a product without pictures has drawn ones. */
                        media: {
                            /** @enum {string} */
                            kind: "image" | "video";
                            /**
                             * Format: uri-reference
                             * @description An address on the web, or a path on this host.
                             */
                            url: string;
                            /** @description Text for those who do not see it. */
                            alt: string;
                            /**
                             * @description Which variants it shows; without options it shows them all.
                             * @default {}
                             * @example {
                             *       "colour": "Pink"
                             *     }
                             */
                            options: {
                                [key: string]: string;
                            };
                            /**
                             * @description In pixels; null when it is not known.
                             * @example 800
                             */
                            width: number | null;
                            /**
                             * @description In pixels; null when it is not known.
                             * @example 800
                             */
                            height: number | null;
                        }[];
                        variants: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            id: number;
                            /** @example 85123A */
                            sku: string;
                            /**
                             * @description What tells this variant from its siblings.
                             * @example {
                             *       "size": "L"
                             *     }
                             */
                            options: {
                                [key: string]: string;
                            };
                            /** @description Price of one unit. */
                            price: {
                                /**
                                 * @description For one unit, in minor units.
                                 * @example 1250
                                 */
                                amountMinor: number;
                                /**
                                 * @description ISO 4217 currency code.
                                 * @example EUR
                                 */
                                currency: string;
                                /** @description Whether the amount contains the tax of the region it is shown for. */
                                taxIncluded: boolean;
                            } | null;
                            /** @description Of a sale: what one unit costs without it; null when there is none. */
                            originalPrice: {
                                /**
                                 * @description For one unit, in minor units.
                                 * @example 1250
                                 */
                                amountMinor: number;
                                /**
                                 * @description ISO 4217 currency code.
                                 * @example EUR
                                 */
                                currency: string;
                                /** @description Whether the amount contains the tax of the region it is shown for. */
                                taxIncluded: boolean;
                            } | null;
                            /** @description Lower prices of one unit from larger quantities on. */
                            tiers: {
                                minQuantity: number;
                                amountMinor: number;
                            }[];
                            availability: {
                                /** @enum {string} */
                                status: "in_stock" | "low_stock" | "backorder" | "out_of_stock";
                                /** @description Units that can be ordered now, on backorder too; null for services, which are not counted. */
                                available: number | null;
                            };
                        }[];
                        rating: {
                            average: number | null;
                            count: number;
                        };
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        createdAt: string;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        updatedAt: string;
                    };
                };
            };
            /** @description What the client has still holds. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCategories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The whole tree: each category before those below it, siblings in their order. */
                        items: {
                            /**
                             * @description Numeric id.
                             * @example 1042
                             */
                            id: number;
                            /** @example mugs-and-cups */
                            slug: string;
                            /** @example Mugs & Cups */
                            name: string;
                            /**
                             * @description Numeric id.
                             * @example 1042
                             */
                            parentId: number | null;
                            /** @description 0 at the root. */
                            depth: number;
                        }[];
                    };
                };
            };
            /** @description What the client has still holds. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCategory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        id: number;
                        /** @example mugs-and-cups */
                        slug: string;
                        /** @example Mugs & Cups */
                        name: string;
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        parentId: number | null;
                        /** @description 0 at the root. */
                        depth: number;
                        /** @description From the root down to the category itself. */
                        path: {
                            /**
                             * @description Numeric id.
                             * @example 1042
                             */
                            id: number;
                            /** @example mugs-and-cups */
                            slug: string;
                            /** @example Mugs & Cups */
                            name: string;
                        }[];
                        children: {
                            /**
                             * @description Numeric id.
                             * @example 1042
                             */
                            id: number;
                            /** @example mugs-and-cups */
                            slug: string;
                            /** @example Mugs & Cups */
                            name: string;
                        }[];
                    };
                };
            };
            /** @description What the client has still holds. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAttributes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @example packSize */
                            name: string;
                            /** @example Pack size */
                            label: string;
                            /** @enum {string} */
                            type: "text" | "number" | "boolean" | "option";
                            /** @example cm */
                            unit: string | null;
                            options: string[] | null;
                        }[];
                    };
                };
            };
            /** @description What the client has still holds. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProductPicture: {
        parameters: {
            query?: {
                /**
                 * @description In the colour and design of this variant.
                 * @example 10420001
                 */
                variant?: number;
                /** @description The version that a product's media name; with it caches keep the picture. */
                v?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Numeric id.
                 * @example 1042
                 */
                productId: number;
                view: "front" | "detail" | "scene";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": unknown;
                };
            };
            /** @description What the client has still holds. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCategoryPicture: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": unknown;
                };
            };
            /** @description What the client has still holds. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    searchProducts: {
        parameters: {
            query?: {
                /** @description Items per page, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: do not build or store it. */
                cursor?: string;
                /**
                 * @description ISO 4217 currency code.
                 * @example EUR
                 */
                currency?: string;
                /**
                 * @description ISO 3166-1 alpha-2 country code.
                 * @example DE
                 */
                country?: string;
                /**
                 * @description What is searched for, as it was typed. The first 16 words count.
                 * @example red mug
                 */
                q?: string;
                /** @description Slug or id; with all below it. */
                category?: string;
                /** @description Slug or id; repeated: any of them. */
                brand?: string[];
                /** @description In minor units of the currency shown, inclusive. */
                priceMin?: number;
                /** @description In minor units of the currency shown, inclusive. */
                priceMax?: number;
                /** @description `name:value`, of attributes and of options; repeated: any value of one name, all of the names. */
                attribute?: string[];
                /** @description An average of so many stars or more. */
                rating?: number;
                /** @description `true`: only what can be ordered now. `false` asks for nothing. */
                available?: boolean;
                sort?: "relevance" | "price-asc" | "price-desc" | "rating" | "newest" | "popular";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        query: string;
                        /** @description What was searched for instead, because words of the query occur nowhere. */
                        correctedQuery: string | null;
                        total: {
                            count: number;
                            /** @description Whether the count is reckoned from the most popular products. */
                            isEstimate: boolean;
                        };
                        items: {
                            /**
                             * @description Numeric id.
                             * @example 1042
                             */
                            id: number;
                            /** @example mugs-and-cups */
                            slug: string;
                            /** @example Mugs & Cups */
                            name: string;
                            /** @description One line; empty when there is none. */
                            slogan: string;
                            description: string;
                            category: {
                                /**
                                 * @description Numeric id.
                                 * @example 1042
                                 */
                                id: number;
                                /** @example mugs-and-cups */
                                slug: string;
                                /** @example Mugs & Cups */
                                name: string;
                                /** @description From the root down to the category itself. */
                                path: {
                                    /**
                                     * @description Numeric id.
                                     * @example 1042
                                     */
                                    id: number;
                                    /** @example mugs-and-cups */
                                    slug: string;
                                    /** @example Mugs & Cups */
                                    name: string;
                                }[];
                            } | null;
                            brand: {
                                /**
                                 * @description Numeric id.
                                 * @example 1042
                                 */
                                id: number;
                                /** @example mugs-and-cups */
                                slug: string;
                                /** @example Mugs & Cups */
                                name: string;
                            } | null;
                            /**
                             * @description By name; what there is and its type is in `/v1/attributes`.
                             * @example {
                             *       "colour": "Pink",
                             *       "packSize": 6
                             *     }
                             */
                            attributes: {
                                [key: string]: string | number | boolean;
                            };
                            /** @description Its pictures, the first for lists; a product without pictures has drawn ones. */
                            media: {
                                /** @enum {string} */
                                kind: "image" | "video";
                                /**
                                 * Format: uri-reference
                                 * @description An address on the web, or a path on this host.
                                 */
                                url: string;
                                /** @description Text for those who do not see it. */
                                alt: string;
                                /**
                                 * @description Which variants it shows; without options it shows them all.
                                 * @default {}
                                 * @example {
                                 *       "colour": "Pink"
                                 *     }
                                 */
                                options: {
                                    [key: string]: string;
                                };
                                /**
                                 * @description In pixels; null when it is not known.
                                 * @example 800
                                 */
                                width: number | null;
                                /**
                                 * @description In pixels; null when it is not known.
                                 * @example 800
                                 */
                                height: number | null;
                            }[];
                            variants: {
                                /**
                                 * @description Variant id: productId × 10,000 + position.
                                 * @example 10420001
                                 */
                                id: number;
                                /** @example 85123A */
                                sku: string;
                                /**
                                 * @description What tells this variant from its siblings.
                                 * @example {
                                 *       "size": "L"
                                 *     }
                                 */
                                options: {
                                    [key: string]: string;
                                };
                                /** @description Price of one unit. */
                                price: {
                                    /**
                                     * @description For one unit, in minor units.
                                     * @example 1250
                                     */
                                    amountMinor: number;
                                    /**
                                     * @description ISO 4217 currency code.
                                     * @example EUR
                                     */
                                    currency: string;
                                    /** @description Whether the amount contains the tax of the region it is shown for. */
                                    taxIncluded: boolean;
                                } | null;
                                /** @description Of a sale: what one unit costs without it; null when there is none. */
                                originalPrice: {
                                    /**
                                     * @description For one unit, in minor units.
                                     * @example 1250
                                     */
                                    amountMinor: number;
                                    /**
                                     * @description ISO 4217 currency code.
                                     * @example EUR
                                     */
                                    currency: string;
                                    /** @description Whether the amount contains the tax of the region it is shown for. */
                                    taxIncluded: boolean;
                                } | null;
                                /** @description Lower prices of one unit from larger quantities on. */
                                tiers: {
                                    minQuantity: number;
                                    amountMinor: number;
                                }[];
                                availability: {
                                    /** @enum {string} */
                                    status: "in_stock" | "low_stock" | "backorder" | "out_of_stock";
                                    /** @description Units that can be ordered now, on backorder too; null for services, which are not counted. */
                                    available: number | null;
                                };
                            }[];
                            rating: {
                                average: number | null;
                                count: number;
                            };
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            createdAt: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            updatedAt: string;
                            highlight: {
                                /** @description The name in pieces; `hit` marks what was searched for. */
                                name: {
                                    text: string;
                                    hit: boolean;
                                }[];
                                /** @description The part of the description around the first hit, likewise. */
                                description: {
                                    text: string;
                                    hit: boolean;
                                }[];
                            };
                        }[];
                        facets: {
                            /** @description Of an attribute its name; else as `kind`. */
                            name: string;
                            label: string;
                            /** @enum {string} */
                            kind: "category" | "brand" | "price" | "attribute" | "rating" | "availability";
                            /** @description Counted among the most popular of the results only. */
                            isEstimate: boolean;
                            values: {
                                /** @description What the filter takes; of a price range `min-max` in minor units, either may be missing. */
                                value: string;
                                label: string;
                                count: number;
                                selected: boolean;
                            }[];
                        }[];
                        fallback: "popular" | null;
                        /** @description Cursor of the next page; null on the last one, and after 1,000 products. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What the client has still holds. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    suggestSearches: {
        parameters: {
            query: {
                /**
                 * @description What is searched for, as it was typed. The first 16 words count.
                 * @example red mug
                 */
                q: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @enum {string} */
                            kind: "query" | "category" | "brand" | "product";
                            text: string;
                            /** @description The text in pieces; `hit` marks what was typed. */
                            highlighted: {
                                text: string;
                                hit: boolean;
                            }[];
                            /**
                             * @description Numeric id.
                             * @example 1042
                             */
                            productId: number | null;
                            /** @description Of a product, a category or a brand. */
                            slug: string | null;
                        }[];
                    };
                };
            };
            /** @description What the client has still holds. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRegions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @example EU */
                            id: string;
                            name: string;
                            /**
                             * @description ISO 4217 currency code.
                             * @example EUR
                             */
                            currency: string;
                            pricesIncludeTax: boolean;
                            countries: {
                                /**
                                 * @description ISO 3166-1 alpha-2 country code.
                                 * @example DE
                                 */
                                code: string;
                                name: string;
                            }[];
                        }[];
                    };
                };
            };
            /** @description What the client has still holds. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCurrencies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description ISO 4217 currency code.
                         * @example EUR
                         */
                        base: string;
                        items: {
                            /**
                             * @description ISO 4217 currency code.
                             * @example EUR
                             */
                            code: string;
                            /** @description Decimals of its minor unit. */
                            exponent: number;
                        }[];
                    };
                };
            };
            /** @description What the client has still holds. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listShippingMethods: {
        parameters: {
            query: {
                /**
                 * @description ISO 3166-1 alpha-2 country code.
                 * @example DE
                 */
                country: string;
                /**
                 * @description ISO 4217 currency code.
                 * @example EUR
                 */
                currency?: string;
                weightGrams?: number;
                subtotalMinor?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @example standard */
                            id: string;
                            name: string;
                            /** @enum {string} */
                            kind: "delivery" | "pickup";
                            /** @description An amount of money in integer minor units. */
                            price: {
                                /**
                                 * @description Amount in minor units, for example cents.
                                 * @example 1999
                                 */
                                amountMinor: number;
                                /**
                                 * @description ISO 4217 currency code.
                                 * @example EUR
                                 */
                                currency: string;
                            };
                        }[];
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Send it as `Authorization: Bearer <token>`. Keep it like a password. */
                        token: string;
                        /**
                         * Format: uuid
                         * @description Whose carts and orders these are.
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        shopperId: string;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        expiresAt: string;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    registerCustomer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: email
                     * @description E-mail address.
                     * @example ada@example.com
                     */
                    email: string;
                    password: string;
                    /** @example Ada Lovelace */
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        shopperId: string;
                        /** @description Replaces the token that the client had. */
                        token: string;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        expiresAt: string;
                        /**
                         * Format: email
                         * @description E-mail address.
                         * @example ada@example.com
                         */
                        email: string;
                        /** @example Ada Lovelace */
                        name: string;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: email
                     * @description E-mail address.
                     * @example ada@example.com
                     */
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        shopperId: string;
                        /** @description Replaces the token that the client had. */
                        token: string;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        expiresAt: string;
                        /**
                         * Format: email
                         * @description E-mail address.
                         * @example ada@example.com
                         */
                        email: string;
                        /** @example Ada Lovelace */
                        name: string;
                        /**
                         * Format: uuid
                         * @description The open cart, if there is one.
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        cartId: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    currentPassword: string;
                    newPassword: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        shopperId: string;
                        /** @description Replaces the token that the client had. */
                        token: string;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        expiresAt: string;
                        /**
                         * Format: email
                         * @description E-mail address.
                         * @example ada@example.com
                         */
                        email: string;
                        /** @example Ada Lovelace */
                        name: string;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCustomer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        shopperId: string;
                        /**
                         * Format: email
                         * @description E-mail address.
                         * @example ada@example.com
                         */
                        email: string;
                        /** @example Ada Lovelace */
                        name: string;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        createdAt: string;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateCustomer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example Ada Lovelace */
                    name: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        shopperId: string;
                        /**
                         * Format: email
                         * @description E-mail address.
                         * @example ada@example.com
                         */
                        email: string;
                        /** @example Ada Lovelace */
                        name: string;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        createdAt: string;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAddresses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            address: {
                                /** @example Ada Byron */
                                name: string;
                                /** @example 12 St James's Square */
                                line1: string;
                                line2?: string;
                                /** @example London */
                                city: string;
                                /** @description State or province. */
                                region?: string;
                                /** @example SW1Y 4JH */
                                postalCode: string;
                                /**
                                 * @description ISO 3166-1 alpha-2 country code.
                                 * @example DE
                                 */
                                country: string;
                            };
                            isDefault: boolean;
                        }[];
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createAddress: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made by the client and kept over all retries of one request: it is then done once, and each retry gets the first answer.
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    address: {
                        /** @example Ada Byron */
                        name: string;
                        /** @example 12 St James's Square */
                        line1: string;
                        line2?: string;
                        /** @example London */
                        city: string;
                        /** @description State or province. */
                        region?: string;
                        /** @example SW1Y 4JH */
                        postalCode: string;
                        /**
                         * @description ISO 3166-1 alpha-2 country code.
                         * @example DE
                         */
                        country: string;
                    };
                    /** @description One address is always the default; the first one begins. */
                    isDefault?: boolean;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        address: {
                            /** @example Ada Byron */
                            name: string;
                            /** @example 12 St James's Square */
                            line1: string;
                            line2?: string;
                            /** @example London */
                            city: string;
                            /** @description State or province. */
                            region?: string;
                            /** @example SW1Y 4JH */
                            postalCode: string;
                            /**
                             * @description ISO 3166-1 alpha-2 country code.
                             * @example DE
                             */
                            country: string;
                        };
                        isDefault: boolean;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replaceAddress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                addressId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    address: {
                        /** @example Ada Byron */
                        name: string;
                        /** @example 12 St James's Square */
                        line1: string;
                        line2?: string;
                        /** @example London */
                        city: string;
                        /** @description State or province. */
                        region?: string;
                        /** @example SW1Y 4JH */
                        postalCode: string;
                        /**
                         * @description ISO 3166-1 alpha-2 country code.
                         * @example DE
                         */
                        country: string;
                    };
                    /** @description One address is always the default; the first one begins. */
                    isDefault?: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        address: {
                            /** @example Ada Byron */
                            name: string;
                            /** @example 12 St James's Square */
                            line1: string;
                            line2?: string;
                            /** @example London */
                            city: string;
                            /** @description State or province. */
                            region?: string;
                            /** @example SW1Y 4JH */
                            postalCode: string;
                            /**
                             * @description ISO 3166-1 alpha-2 country code.
                             * @example DE
                             */
                            country: string;
                        };
                        isDefault: boolean;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteAddress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                addressId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCarts: {
        parameters: {
            query?: {
                /** @description Items per page, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: do not build or store it. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            /**
                             * @description ISO 4217 currency code.
                             * @example EUR
                             */
                            currency: string;
                            /**
                             * @description ISO 3166-1 alpha-2 country code.
                             * @example DE
                             */
                            country: string;
                            lineCount: number;
                            version: number;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            updatedAt: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            expiresAt: string;
                        }[];
                        /** @description Cursor of the next page; null on the last one. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createCart: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made by the client and kept over all retries of one request: it is then done once, and each retry gets the first answer.
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description ISO 4217 currency code.
                     * @example EUR
                     */
                    currency?: string;
                    /**
                     * @description ISO 3166-1 alpha-2 country code.
                     * @example DE
                     */
                    country?: string;
                    lines?: {
                        /**
                         * @description Variant id: productId × 10,000 + position.
                         * @example 10420001
                         */
                        variantId: number;
                        /** @example 2 */
                        quantity: number;
                    }[];
                    /** @description Coupons; upper and lower case do not matter. */
                    couponCodes?: string[];
                };
            };
        };
        responses: {
            /** @description A cart, priced now. Prices may change until it is checked out. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        /**
                         * @description Only an open cart can be changed.
                         * @enum {string}
                         */
                        status: "open" | "ordered" | "merged" | "expired";
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        orderId: string | null;
                        /**
                         * @description ISO 4217 currency code.
                         * @example EUR
                         */
                        currency: string;
                        /**
                         * @description ISO 3166-1 alpha-2 country code.
                         * @example DE
                         */
                        country: string;
                        lines: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            variantId: number;
                            sku: string;
                            name: string;
                            quantity: number;
                            /** @description The price of one unit at this quantity. */
                            unitPriceMinor: number;
                            /** @description unitPriceMinor × quantity, before the discount. */
                            totalMinor: number;
                            /** @description The line's part of the discount. */
                            discountMinor: number;
                        }[];
                        /** @description The sum of the lines. */
                        subtotalMinor: number;
                        /** @description What promotions take off the lines. */
                        discountMinor: number;
                        /** @description Shipping, after free shipping. */
                        shippingMinor: number;
                        /** @description Tax on top of the prices, that on shipping included. */
                        taxMinor: number;
                        /** @description Tax contained in the prices, that on shipping included. */
                        includedTaxMinor: number;
                        /** @description subtotalMinor − discountMinor + shippingMinor + taxMinor. */
                        totalMinor: number;
                        shippingMethod: {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            kind: "delivery" | "pickup";
                        } | null;
                        /** @description Why there is no shipping: `method-not-available` or `no-method-available`. */
                        shippingIssue: string | null;
                        couponCodes: string[];
                        /** @description What was applied, in this order. */
                        promotions: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            name: string;
                            code: string | null;
                            /** @enum {string} */
                            appliesTo: "lines" | "shipping";
                            /** @description What it takes off. */
                            amountMinor: number;
                        }[];
                        /** @description Coupons of the cart that do not apply; they block the checkout. */
                        rejectedCoupons: {
                            code: string;
                            /** @description Why it is not applied, for example `expired` or `minimum-not-met`. */
                            reason: string;
                        }[];
                        /** @description Variants in the cart that can no longer be bought; they are in no line and no sum, and block the checkout. */
                        unsellable: number[];
                        /** @description Some price was converted at an exchange rate that is overdue. */
                        staleRates: boolean;
                        /** @description Grows with every change. */
                        version: number;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        updatedAt: string;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        expiresAt: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                cartId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A cart, priced now. Prices may change until it is checked out. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        /**
                         * @description Only an open cart can be changed.
                         * @enum {string}
                         */
                        status: "open" | "ordered" | "merged" | "expired";
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        orderId: string | null;
                        /**
                         * @description ISO 4217 currency code.
                         * @example EUR
                         */
                        currency: string;
                        /**
                         * @description ISO 3166-1 alpha-2 country code.
                         * @example DE
                         */
                        country: string;
                        lines: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            variantId: number;
                            sku: string;
                            name: string;
                            quantity: number;
                            /** @description The price of one unit at this quantity. */
                            unitPriceMinor: number;
                            /** @description unitPriceMinor × quantity, before the discount. */
                            totalMinor: number;
                            /** @description The line's part of the discount. */
                            discountMinor: number;
                        }[];
                        /** @description The sum of the lines. */
                        subtotalMinor: number;
                        /** @description What promotions take off the lines. */
                        discountMinor: number;
                        /** @description Shipping, after free shipping. */
                        shippingMinor: number;
                        /** @description Tax on top of the prices, that on shipping included. */
                        taxMinor: number;
                        /** @description Tax contained in the prices, that on shipping included. */
                        includedTaxMinor: number;
                        /** @description subtotalMinor − discountMinor + shippingMinor + taxMinor. */
                        totalMinor: number;
                        shippingMethod: {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            kind: "delivery" | "pickup";
                        } | null;
                        /** @description Why there is no shipping: `method-not-available` or `no-method-available`. */
                        shippingIssue: string | null;
                        couponCodes: string[];
                        /** @description What was applied, in this order. */
                        promotions: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            name: string;
                            code: string | null;
                            /** @enum {string} */
                            appliesTo: "lines" | "shipping";
                            /** @description What it takes off. */
                            amountMinor: number;
                        }[];
                        /** @description Coupons of the cart that do not apply; they block the checkout. */
                        rejectedCoupons: {
                            code: string;
                            /** @description Why it is not applied, for example `expired` or `minimum-not-met`. */
                            reason: string;
                        }[];
                        /** @description Variants in the cart that can no longer be bought; they are in no line and no sum, and block the checkout. */
                        unsellable: number[];
                        /** @description Some price was converted at an exchange rate that is overdue. */
                        staleRates: boolean;
                        /** @description Grows with every change. */
                        version: number;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        updatedAt: string;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        expiresAt: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateCart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                cartId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description ISO 3166-1 alpha-2 country code.
                     * @example DE
                     */
                    country?: string;
                    /** @example standard */
                    shippingMethod?: string | null;
                };
            };
        };
        responses: {
            /** @description A cart, priced now. Prices may change until it is checked out. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        /**
                         * @description Only an open cart can be changed.
                         * @enum {string}
                         */
                        status: "open" | "ordered" | "merged" | "expired";
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        orderId: string | null;
                        /**
                         * @description ISO 4217 currency code.
                         * @example EUR
                         */
                        currency: string;
                        /**
                         * @description ISO 3166-1 alpha-2 country code.
                         * @example DE
                         */
                        country: string;
                        lines: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            variantId: number;
                            sku: string;
                            name: string;
                            quantity: number;
                            /** @description The price of one unit at this quantity. */
                            unitPriceMinor: number;
                            /** @description unitPriceMinor × quantity, before the discount. */
                            totalMinor: number;
                            /** @description The line's part of the discount. */
                            discountMinor: number;
                        }[];
                        /** @description The sum of the lines. */
                        subtotalMinor: number;
                        /** @description What promotions take off the lines. */
                        discountMinor: number;
                        /** @description Shipping, after free shipping. */
                        shippingMinor: number;
                        /** @description Tax on top of the prices, that on shipping included. */
                        taxMinor: number;
                        /** @description Tax contained in the prices, that on shipping included. */
                        includedTaxMinor: number;
                        /** @description subtotalMinor − discountMinor + shippingMinor + taxMinor. */
                        totalMinor: number;
                        shippingMethod: {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            kind: "delivery" | "pickup";
                        } | null;
                        /** @description Why there is no shipping: `method-not-available` or `no-method-available`. */
                        shippingIssue: string | null;
                        couponCodes: string[];
                        /** @description What was applied, in this order. */
                        promotions: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            name: string;
                            code: string | null;
                            /** @enum {string} */
                            appliesTo: "lines" | "shipping";
                            /** @description What it takes off. */
                            amountMinor: number;
                        }[];
                        /** @description Coupons of the cart that do not apply; they block the checkout. */
                        rejectedCoupons: {
                            code: string;
                            /** @description Why it is not applied, for example `expired` or `minimum-not-met`. */
                            reason: string;
                        }[];
                        /** @description Variants in the cart that can no longer be bought; they are in no line and no sum, and block the checkout. */
                        unsellable: number[];
                        /** @description Some price was converted at an exchange rate that is overdue. */
                        staleRates: boolean;
                        /** @description Grows with every change. */
                        version: number;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        updatedAt: string;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        expiresAt: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putCartCoupons: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                cartId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Coupons; upper and lower case do not matter. */
                    codes: string[];
                };
            };
        };
        responses: {
            /** @description A cart, priced now. Prices may change until it is checked out. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        /**
                         * @description Only an open cart can be changed.
                         * @enum {string}
                         */
                        status: "open" | "ordered" | "merged" | "expired";
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        orderId: string | null;
                        /**
                         * @description ISO 4217 currency code.
                         * @example EUR
                         */
                        currency: string;
                        /**
                         * @description ISO 3166-1 alpha-2 country code.
                         * @example DE
                         */
                        country: string;
                        lines: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            variantId: number;
                            sku: string;
                            name: string;
                            quantity: number;
                            /** @description The price of one unit at this quantity. */
                            unitPriceMinor: number;
                            /** @description unitPriceMinor × quantity, before the discount. */
                            totalMinor: number;
                            /** @description The line's part of the discount. */
                            discountMinor: number;
                        }[];
                        /** @description The sum of the lines. */
                        subtotalMinor: number;
                        /** @description What promotions take off the lines. */
                        discountMinor: number;
                        /** @description Shipping, after free shipping. */
                        shippingMinor: number;
                        /** @description Tax on top of the prices, that on shipping included. */
                        taxMinor: number;
                        /** @description Tax contained in the prices, that on shipping included. */
                        includedTaxMinor: number;
                        /** @description subtotalMinor − discountMinor + shippingMinor + taxMinor. */
                        totalMinor: number;
                        shippingMethod: {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            kind: "delivery" | "pickup";
                        } | null;
                        /** @description Why there is no shipping: `method-not-available` or `no-method-available`. */
                        shippingIssue: string | null;
                        couponCodes: string[];
                        /** @description What was applied, in this order. */
                        promotions: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            name: string;
                            code: string | null;
                            /** @enum {string} */
                            appliesTo: "lines" | "shipping";
                            /** @description What it takes off. */
                            amountMinor: number;
                        }[];
                        /** @description Coupons of the cart that do not apply; they block the checkout. */
                        rejectedCoupons: {
                            code: string;
                            /** @description Why it is not applied, for example `expired` or `minimum-not-met`. */
                            reason: string;
                        }[];
                        /** @description Variants in the cart that can no longer be bought; they are in no line and no sum, and block the checkout. */
                        unsellable: number[];
                        /** @description Some price was converted at an exchange rate that is overdue. */
                        staleRates: boolean;
                        /** @description Grows with every change. */
                        version: number;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        updatedAt: string;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        expiresAt: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addCartLine: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made by the client and kept over all retries of one request: it is then done once, and each retry gets the first answer.
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                cartId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Variant id: productId × 10,000 + position.
                     * @example 10420001
                     */
                    variantId: number;
                    /** @example 2 */
                    quantity: number;
                };
            };
        };
        responses: {
            /** @description A cart, priced now. Prices may change until it is checked out. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        /**
                         * @description Only an open cart can be changed.
                         * @enum {string}
                         */
                        status: "open" | "ordered" | "merged" | "expired";
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        orderId: string | null;
                        /**
                         * @description ISO 4217 currency code.
                         * @example EUR
                         */
                        currency: string;
                        /**
                         * @description ISO 3166-1 alpha-2 country code.
                         * @example DE
                         */
                        country: string;
                        lines: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            variantId: number;
                            sku: string;
                            name: string;
                            quantity: number;
                            /** @description The price of one unit at this quantity. */
                            unitPriceMinor: number;
                            /** @description unitPriceMinor × quantity, before the discount. */
                            totalMinor: number;
                            /** @description The line's part of the discount. */
                            discountMinor: number;
                        }[];
                        /** @description The sum of the lines. */
                        subtotalMinor: number;
                        /** @description What promotions take off the lines. */
                        discountMinor: number;
                        /** @description Shipping, after free shipping. */
                        shippingMinor: number;
                        /** @description Tax on top of the prices, that on shipping included. */
                        taxMinor: number;
                        /** @description Tax contained in the prices, that on shipping included. */
                        includedTaxMinor: number;
                        /** @description subtotalMinor − discountMinor + shippingMinor + taxMinor. */
                        totalMinor: number;
                        shippingMethod: {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            kind: "delivery" | "pickup";
                        } | null;
                        /** @description Why there is no shipping: `method-not-available` or `no-method-available`. */
                        shippingIssue: string | null;
                        couponCodes: string[];
                        /** @description What was applied, in this order. */
                        promotions: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            name: string;
                            code: string | null;
                            /** @enum {string} */
                            appliesTo: "lines" | "shipping";
                            /** @description What it takes off. */
                            amountMinor: number;
                        }[];
                        /** @description Coupons of the cart that do not apply; they block the checkout. */
                        rejectedCoupons: {
                            code: string;
                            /** @description Why it is not applied, for example `expired` or `minimum-not-met`. */
                            reason: string;
                        }[];
                        /** @description Variants in the cart that can no longer be bought; they are in no line and no sum, and block the checkout. */
                        unsellable: number[];
                        /** @description Some price was converted at an exchange rate that is overdue. */
                        staleRates: boolean;
                        /** @description Grows with every change. */
                        version: number;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        updatedAt: string;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        expiresAt: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeCartLine: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                cartId: string;
                /**
                 * @description Variant id: productId × 10,000 + position.
                 * @example 10420001
                 */
                variantId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A cart, priced now. Prices may change until it is checked out. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        /**
                         * @description Only an open cart can be changed.
                         * @enum {string}
                         */
                        status: "open" | "ordered" | "merged" | "expired";
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        orderId: string | null;
                        /**
                         * @description ISO 4217 currency code.
                         * @example EUR
                         */
                        currency: string;
                        /**
                         * @description ISO 3166-1 alpha-2 country code.
                         * @example DE
                         */
                        country: string;
                        lines: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            variantId: number;
                            sku: string;
                            name: string;
                            quantity: number;
                            /** @description The price of one unit at this quantity. */
                            unitPriceMinor: number;
                            /** @description unitPriceMinor × quantity, before the discount. */
                            totalMinor: number;
                            /** @description The line's part of the discount. */
                            discountMinor: number;
                        }[];
                        /** @description The sum of the lines. */
                        subtotalMinor: number;
                        /** @description What promotions take off the lines. */
                        discountMinor: number;
                        /** @description Shipping, after free shipping. */
                        shippingMinor: number;
                        /** @description Tax on top of the prices, that on shipping included. */
                        taxMinor: number;
                        /** @description Tax contained in the prices, that on shipping included. */
                        includedTaxMinor: number;
                        /** @description subtotalMinor − discountMinor + shippingMinor + taxMinor. */
                        totalMinor: number;
                        shippingMethod: {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            kind: "delivery" | "pickup";
                        } | null;
                        /** @description Why there is no shipping: `method-not-available` or `no-method-available`. */
                        shippingIssue: string | null;
                        couponCodes: string[];
                        /** @description What was applied, in this order. */
                        promotions: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            name: string;
                            code: string | null;
                            /** @enum {string} */
                            appliesTo: "lines" | "shipping";
                            /** @description What it takes off. */
                            amountMinor: number;
                        }[];
                        /** @description Coupons of the cart that do not apply; they block the checkout. */
                        rejectedCoupons: {
                            code: string;
                            /** @description Why it is not applied, for example `expired` or `minimum-not-met`. */
                            reason: string;
                        }[];
                        /** @description Variants in the cart that can no longer be bought; they are in no line and no sum, and block the checkout. */
                        unsellable: number[];
                        /** @description Some price was converted at an exchange rate that is overdue. */
                        staleRates: boolean;
                        /** @description Grows with every change. */
                        version: number;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        updatedAt: string;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        expiresAt: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateCartLine: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                cartId: string;
                /**
                 * @description Variant id: productId × 10,000 + position.
                 * @example 10420001
                 */
                variantId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    quantity: number;
                };
            };
        };
        responses: {
            /** @description A cart, priced now. Prices may change until it is checked out. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        /**
                         * @description Only an open cart can be changed.
                         * @enum {string}
                         */
                        status: "open" | "ordered" | "merged" | "expired";
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        orderId: string | null;
                        /**
                         * @description ISO 4217 currency code.
                         * @example EUR
                         */
                        currency: string;
                        /**
                         * @description ISO 3166-1 alpha-2 country code.
                         * @example DE
                         */
                        country: string;
                        lines: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            variantId: number;
                            sku: string;
                            name: string;
                            quantity: number;
                            /** @description The price of one unit at this quantity. */
                            unitPriceMinor: number;
                            /** @description unitPriceMinor × quantity, before the discount. */
                            totalMinor: number;
                            /** @description The line's part of the discount. */
                            discountMinor: number;
                        }[];
                        /** @description The sum of the lines. */
                        subtotalMinor: number;
                        /** @description What promotions take off the lines. */
                        discountMinor: number;
                        /** @description Shipping, after free shipping. */
                        shippingMinor: number;
                        /** @description Tax on top of the prices, that on shipping included. */
                        taxMinor: number;
                        /** @description Tax contained in the prices, that on shipping included. */
                        includedTaxMinor: number;
                        /** @description subtotalMinor − discountMinor + shippingMinor + taxMinor. */
                        totalMinor: number;
                        shippingMethod: {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            kind: "delivery" | "pickup";
                        } | null;
                        /** @description Why there is no shipping: `method-not-available` or `no-method-available`. */
                        shippingIssue: string | null;
                        couponCodes: string[];
                        /** @description What was applied, in this order. */
                        promotions: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            name: string;
                            code: string | null;
                            /** @enum {string} */
                            appliesTo: "lines" | "shipping";
                            /** @description What it takes off. */
                            amountMinor: number;
                        }[];
                        /** @description Coupons of the cart that do not apply; they block the checkout. */
                        rejectedCoupons: {
                            code: string;
                            /** @description Why it is not applied, for example `expired` or `minimum-not-met`. */
                            reason: string;
                        }[];
                        /** @description Variants in the cart that can no longer be bought; they are in no line and no sum, and block the checkout. */
                        unsellable: number[];
                        /** @description Some price was converted at an exchange rate that is overdue. */
                        staleRates: boolean;
                        /** @description Grows with every change. */
                        version: number;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        updatedAt: string;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        expiresAt: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkout: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made by the client and kept over all retries of one request: it is then done once, and each retry gets the first answer.
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                cartId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.com",
                 *       "shippingAddress": {
                 *         "name": "Ada Byron",
                 *         "line1": "12 St James's Square",
                 *         "city": "London",
                 *         "postalCode": "SW1Y 4JH",
                 *         "country": "GB"
                 *       },
                 *       "payment": {
                 *         "provider": "sandbox",
                 *         "token": "ok"
                 *       }
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: email
                     * @description E-mail address.
                     * @example ada@example.com
                     */
                    email: string;
                    shippingAddress: {
                        /** @example Ada Byron */
                        name: string;
                        /** @example 12 St James's Square */
                        line1: string;
                        line2?: string;
                        /** @example London */
                        city: string;
                        /** @description State or province. */
                        region?: string;
                        /** @example SW1Y 4JH */
                        postalCode: string;
                        /**
                         * @description ISO 3166-1 alpha-2 country code.
                         * @example DE
                         */
                        country: string;
                    };
                    /** @description The cart's own, or the cheapest, when left out. */
                    shippingMethod?: string;
                    payment: {
                        /** @example sandbox */
                        provider: string;
                        /**
                         * @description What the browser got from the provider for the card.
                         * @example ok
                         */
                        token: string;
                    };
                    /** @description What the shopper saw; another total is refused with price-changed. */
                    expectedTotalMinor?: number;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        /**
                         * @description For people.
                         * @example 2611-K7QM-2XD9
                         */
                        number: string;
                        /** @enum {string} */
                        status: "pending" | "payment_failed" | "paid" | "fulfilled" | "cancelled" | "returned";
                        /**
                         * @description ISO 4217 currency code.
                         * @example EUR
                         */
                        currency: string;
                        /** @description The lines before discounts. */
                        subtotalMinor: number;
                        /** @description What promotions took off the lines. */
                        discountMinor: number;
                        /** @description Shipping, after promotions. */
                        shippingMinor: number;
                        /** @description Tax on top of the prices. */
                        taxMinor: number;
                        /** @description Tax within the prices. */
                        includedTaxMinor: number;
                        /** @description subtotalMinor − discountMinor + shippingMinor + taxMinor. */
                        totalMinor: number;
                        shippingMethod: string | null;
                        /**
                         * Format: email
                         * @description E-mail address.
                         * @example ada@example.com
                         */
                        email: string;
                        shippingAddress: {
                            /** @example Ada Byron */
                            name: string;
                            /** @example 12 St James's Square */
                            line1: string;
                            line2?: string;
                            /** @example London */
                            city: string;
                            /** @description State or province. */
                            region?: string;
                            /** @example SW1Y 4JH */
                            postalCode: string;
                            /**
                             * @description ISO 3166-1 alpha-2 country code.
                             * @example DE
                             */
                            country: string;
                        };
                        promotions: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            name: string;
                            code: string | null;
                            /** @description What it took off, shipping included. */
                            amountMinor: number;
                        }[];
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        placedAt: string;
                        lines: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            variantId: number;
                            sku: string;
                            name: string;
                            quantity: number;
                            /** @description Price of one unit. */
                            unitPriceMinor: number;
                            /** @description unitPriceMinor × quantity, before the discount. */
                            totalMinor: number;
                            /** @description What promotions took off this line. */
                            discountMinor: number;
                            /** @description Tax on top of the line's price. */
                            taxMinor: number;
                            /** @description Tax within the line's price. */
                            includedTaxMinor: number;
                            /** @description Units that came back. */
                            returnedQuantity: number;
                            /** @description Which warehouses the units come from; empty for what needs no stock. */
                            allocations: {
                                warehouse: string;
                                quantity: number;
                            }[];
                        }[];
                        payment: {
                            /** @enum {string} */
                            status: "pending" | "paid" | "declined" | "partially_refunded" | "refunded";
                            provider: string;
                            /** @description The provider's name for the payment. */
                            reference: string | null;
                            declineCode: string | null;
                            /** @description What went back or is promised to go back. */
                            refundedMinor: number;
                        };
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        /**
                         * @description For people.
                         * @example 2611-K7QM-2XD9
                         */
                        number: string;
                        /** @enum {string} */
                        status: "pending" | "payment_failed" | "paid" | "fulfilled" | "cancelled" | "returned";
                        /**
                         * @description ISO 4217 currency code.
                         * @example EUR
                         */
                        currency: string;
                        /** @description The lines before discounts. */
                        subtotalMinor: number;
                        /** @description What promotions took off the lines. */
                        discountMinor: number;
                        /** @description Shipping, after promotions. */
                        shippingMinor: number;
                        /** @description Tax on top of the prices. */
                        taxMinor: number;
                        /** @description Tax within the prices. */
                        includedTaxMinor: number;
                        /** @description subtotalMinor − discountMinor + shippingMinor + taxMinor. */
                        totalMinor: number;
                        shippingMethod: string | null;
                        /**
                         * Format: email
                         * @description E-mail address.
                         * @example ada@example.com
                         */
                        email: string;
                        shippingAddress: {
                            /** @example Ada Byron */
                            name: string;
                            /** @example 12 St James's Square */
                            line1: string;
                            line2?: string;
                            /** @example London */
                            city: string;
                            /** @description State or province. */
                            region?: string;
                            /** @example SW1Y 4JH */
                            postalCode: string;
                            /**
                             * @description ISO 3166-1 alpha-2 country code.
                             * @example DE
                             */
                            country: string;
                        };
                        promotions: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            name: string;
                            code: string | null;
                            /** @description What it took off, shipping included. */
                            amountMinor: number;
                        }[];
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        placedAt: string;
                        lines: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            variantId: number;
                            sku: string;
                            name: string;
                            quantity: number;
                            /** @description Price of one unit. */
                            unitPriceMinor: number;
                            /** @description unitPriceMinor × quantity, before the discount. */
                            totalMinor: number;
                            /** @description What promotions took off this line. */
                            discountMinor: number;
                            /** @description Tax on top of the line's price. */
                            taxMinor: number;
                            /** @description Tax within the line's price. */
                            includedTaxMinor: number;
                            /** @description Units that came back. */
                            returnedQuantity: number;
                            /** @description Which warehouses the units come from; empty for what needs no stock. */
                            allocations: {
                                warehouse: string;
                                quantity: number;
                            }[];
                        }[];
                        payment: {
                            /** @enum {string} */
                            status: "pending" | "paid" | "declined" | "partially_refunded" | "refunded";
                            provider: string;
                            /** @description The provider's name for the payment. */
                            reference: string | null;
                            declineCode: string | null;
                            /** @description What went back or is promised to go back. */
                            refundedMinor: number;
                        };
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        /**
                         * @description For people.
                         * @example 2611-K7QM-2XD9
                         */
                        number: string;
                        /** @enum {string} */
                        status: "pending" | "payment_failed" | "paid" | "fulfilled" | "cancelled" | "returned";
                        /**
                         * @description ISO 4217 currency code.
                         * @example EUR
                         */
                        currency: string;
                        /** @description The lines before discounts. */
                        subtotalMinor: number;
                        /** @description What promotions took off the lines. */
                        discountMinor: number;
                        /** @description Shipping, after promotions. */
                        shippingMinor: number;
                        /** @description Tax on top of the prices. */
                        taxMinor: number;
                        /** @description Tax within the prices. */
                        includedTaxMinor: number;
                        /** @description subtotalMinor − discountMinor + shippingMinor + taxMinor. */
                        totalMinor: number;
                        shippingMethod: string | null;
                        /**
                         * Format: email
                         * @description E-mail address.
                         * @example ada@example.com
                         */
                        email: string;
                        shippingAddress: {
                            /** @example Ada Byron */
                            name: string;
                            /** @example 12 St James's Square */
                            line1: string;
                            line2?: string;
                            /** @example London */
                            city: string;
                            /** @description State or province. */
                            region?: string;
                            /** @example SW1Y 4JH */
                            postalCode: string;
                            /**
                             * @description ISO 3166-1 alpha-2 country code.
                             * @example DE
                             */
                            country: string;
                        };
                        promotions: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            name: string;
                            code: string | null;
                            /** @description What it took off, shipping included. */
                            amountMinor: number;
                        }[];
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        placedAt: string;
                        lines: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            variantId: number;
                            sku: string;
                            name: string;
                            quantity: number;
                            /** @description Price of one unit. */
                            unitPriceMinor: number;
                            /** @description unitPriceMinor × quantity, before the discount. */
                            totalMinor: number;
                            /** @description What promotions took off this line. */
                            discountMinor: number;
                            /** @description Tax on top of the line's price. */
                            taxMinor: number;
                            /** @description Tax within the line's price. */
                            includedTaxMinor: number;
                            /** @description Units that came back. */
                            returnedQuantity: number;
                            /** @description Which warehouses the units come from; empty for what needs no stock. */
                            allocations: {
                                warehouse: string;
                                quantity: number;
                            }[];
                        }[];
                        payment: {
                            /** @enum {string} */
                            status: "pending" | "paid" | "declined" | "partially_refunded" | "refunded";
                            provider: string;
                            /** @description The provider's name for the payment. */
                            reference: string | null;
                            declineCode: string | null;
                            /** @description What went back or is promised to go back. */
                            refundedMinor: number;
                        };
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrders: {
        parameters: {
            query?: {
                /** @description Items per page, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: do not build or store it. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            /**
                             * @description For people.
                             * @example 2611-K7QM-2XD9
                             */
                            number: string;
                            /** @enum {string} */
                            status: "pending" | "payment_failed" | "paid" | "fulfilled" | "cancelled" | "returned";
                            /**
                             * @description ISO 4217 currency code.
                             * @example EUR
                             */
                            currency: string;
                            /** @description The lines before discounts. */
                            subtotalMinor: number;
                            /** @description What promotions took off the lines. */
                            discountMinor: number;
                            /** @description Shipping, after promotions. */
                            shippingMinor: number;
                            /** @description Tax on top of the prices. */
                            taxMinor: number;
                            /** @description Tax within the prices. */
                            includedTaxMinor: number;
                            /** @description subtotalMinor − discountMinor + shippingMinor + taxMinor. */
                            totalMinor: number;
                            shippingMethod: string | null;
                            /**
                             * Format: email
                             * @description E-mail address.
                             * @example ada@example.com
                             */
                            email: string;
                            shippingAddress: {
                                /** @example Ada Byron */
                                name: string;
                                /** @example 12 St James's Square */
                                line1: string;
                                line2?: string;
                                /** @example London */
                                city: string;
                                /** @description State or province. */
                                region?: string;
                                /** @example SW1Y 4JH */
                                postalCode: string;
                                /**
                                 * @description ISO 3166-1 alpha-2 country code.
                                 * @example DE
                                 */
                                country: string;
                            };
                            promotions: {
                                /**
                                 * Format: uuid
                                 * @description Id (UUIDv7).
                                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                                 */
                                id: string;
                                name: string;
                                code: string | null;
                                /** @description What it took off, shipping included. */
                                amountMinor: number;
                            }[];
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            placedAt: string;
                            lines: {
                                /**
                                 * @description Variant id: productId × 10,000 + position.
                                 * @example 10420001
                                 */
                                variantId: number;
                                sku: string;
                                name: string;
                                quantity: number;
                                /** @description Price of one unit. */
                                unitPriceMinor: number;
                                /** @description unitPriceMinor × quantity, before the discount. */
                                totalMinor: number;
                                /** @description What promotions took off this line. */
                                discountMinor: number;
                                /** @description Tax on top of the line's price. */
                                taxMinor: number;
                                /** @description Tax within the line's price. */
                                includedTaxMinor: number;
                                /** @description Units that came back. */
                                returnedQuantity: number;
                                /** @description Which warehouses the units come from; empty for what needs no stock. */
                                allocations: {
                                    warehouse: string;
                                    quantity: number;
                                }[];
                            }[];
                            payment: {
                                /** @enum {string} */
                                status: "pending" | "paid" | "declined" | "partially_refunded" | "refunded";
                                provider: string;
                                /** @description The provider's name for the payment. */
                                reference: string | null;
                                declineCode: string | null;
                                /** @description What went back or is promised to go back. */
                                refundedMinor: number;
                            };
                        }[];
                        /** @description Cursor of the next page; null on the last one. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelOrder: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made by the client and kept over all retries of one request: it is then done once, and each retry gets the first answer.
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        /**
                         * @description For people.
                         * @example 2611-K7QM-2XD9
                         */
                        number: string;
                        /** @enum {string} */
                        status: "pending" | "payment_failed" | "paid" | "fulfilled" | "cancelled" | "returned";
                        /**
                         * @description ISO 4217 currency code.
                         * @example EUR
                         */
                        currency: string;
                        /** @description The lines before discounts. */
                        subtotalMinor: number;
                        /** @description What promotions took off the lines. */
                        discountMinor: number;
                        /** @description Shipping, after promotions. */
                        shippingMinor: number;
                        /** @description Tax on top of the prices. */
                        taxMinor: number;
                        /** @description Tax within the prices. */
                        includedTaxMinor: number;
                        /** @description subtotalMinor − discountMinor + shippingMinor + taxMinor. */
                        totalMinor: number;
                        shippingMethod: string | null;
                        /**
                         * Format: email
                         * @description E-mail address.
                         * @example ada@example.com
                         */
                        email: string;
                        shippingAddress: {
                            /** @example Ada Byron */
                            name: string;
                            /** @example 12 St James's Square */
                            line1: string;
                            line2?: string;
                            /** @example London */
                            city: string;
                            /** @description State or province. */
                            region?: string;
                            /** @example SW1Y 4JH */
                            postalCode: string;
                            /**
                             * @description ISO 3166-1 alpha-2 country code.
                             * @example DE
                             */
                            country: string;
                        };
                        promotions: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            name: string;
                            code: string | null;
                            /** @description What it took off, shipping included. */
                            amountMinor: number;
                        }[];
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        placedAt: string;
                        lines: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            variantId: number;
                            sku: string;
                            name: string;
                            quantity: number;
                            /** @description Price of one unit. */
                            unitPriceMinor: number;
                            /** @description unitPriceMinor × quantity, before the discount. */
                            totalMinor: number;
                            /** @description What promotions took off this line. */
                            discountMinor: number;
                            /** @description Tax on top of the line's price. */
                            taxMinor: number;
                            /** @description Tax within the line's price. */
                            includedTaxMinor: number;
                            /** @description Units that came back. */
                            returnedQuantity: number;
                            /** @description Which warehouses the units come from; empty for what needs no stock. */
                            allocations: {
                                warehouse: string;
                                quantity: number;
                            }[];
                        }[];
                        payment: {
                            /** @enum {string} */
                            status: "pending" | "paid" | "declined" | "partially_refunded" | "refunded";
                            provider: string;
                            /** @description The provider's name for the payment. */
                            reference: string | null;
                            declineCode: string | null;
                            /** @description What went back or is promised to go back. */
                            refundedMinor: number;
                        };
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        /**
                         * @description For people.
                         * @example 2611-K7QM-2XD9
                         */
                        number: string;
                        /** @enum {string} */
                        status: "pending" | "payment_failed" | "paid" | "fulfilled" | "cancelled" | "returned";
                        /**
                         * @description ISO 4217 currency code.
                         * @example EUR
                         */
                        currency: string;
                        /** @description The lines before discounts. */
                        subtotalMinor: number;
                        /** @description What promotions took off the lines. */
                        discountMinor: number;
                        /** @description Shipping, after promotions. */
                        shippingMinor: number;
                        /** @description Tax on top of the prices. */
                        taxMinor: number;
                        /** @description Tax within the prices. */
                        includedTaxMinor: number;
                        /** @description subtotalMinor − discountMinor + shippingMinor + taxMinor. */
                        totalMinor: number;
                        shippingMethod: string | null;
                        /**
                         * Format: email
                         * @description E-mail address.
                         * @example ada@example.com
                         */
                        email: string;
                        shippingAddress: {
                            /** @example Ada Byron */
                            name: string;
                            /** @example 12 St James's Square */
                            line1: string;
                            line2?: string;
                            /** @example London */
                            city: string;
                            /** @description State or province. */
                            region?: string;
                            /** @example SW1Y 4JH */
                            postalCode: string;
                            /**
                             * @description ISO 3166-1 alpha-2 country code.
                             * @example DE
                             */
                            country: string;
                        };
                        promotions: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            name: string;
                            code: string | null;
                            /** @description What it took off, shipping included. */
                            amountMinor: number;
                        }[];
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        placedAt: string;
                        lines: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            variantId: number;
                            sku: string;
                            name: string;
                            quantity: number;
                            /** @description Price of one unit. */
                            unitPriceMinor: number;
                            /** @description unitPriceMinor × quantity, before the discount. */
                            totalMinor: number;
                            /** @description What promotions took off this line. */
                            discountMinor: number;
                            /** @description Tax on top of the line's price. */
                            taxMinor: number;
                            /** @description Tax within the line's price. */
                            includedTaxMinor: number;
                            /** @description Units that came back. */
                            returnedQuantity: number;
                            /** @description Which warehouses the units come from; empty for what needs no stock. */
                            allocations: {
                                warehouse: string;
                                quantity: number;
                            }[];
                        }[];
                        payment: {
                            /** @enum {string} */
                            status: "pending" | "paid" | "declined" | "partially_refunded" | "refunded";
                            provider: string;
                            /** @description The provider's name for the payment. */
                            reference: string | null;
                            declineCode: string | null;
                            /** @description What went back or is promised to go back. */
                            refundedMinor: number;
                        };
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReviews: {
        parameters: {
            query?: {
                /** @description Items per page, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: do not build or store it. */
                cursor?: string;
                sort?: "relevant" | "newest" | "helpful";
                /** @description Only reviews with these stars; may be repeated. */
                rating?: number[];
            };
            header?: never;
            path: {
                /**
                 * @description Numeric id.
                 * @example 1042
                 */
                productId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * @description Id of the review; it names the product too.
                             * @example 1042000007
                             */
                            id: number;
                            /** @example 1042 */
                            productId: number;
                            /**
                             * @description 1 to 5 stars.
                             * @example 4
                             */
                            rating: number;
                            summary: string;
                            /** @description As it was written: escape it where it is shown. */
                            body: string;
                            recommend: boolean;
                            reviewerName: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            createdAt: string;
                            /** @description Votes of those whom it helped. */
                            helpfulCount: number;
                            /** @description Whether the writer had bought the product in this shop. */
                            verifiedPurchase: boolean;
                            photos: {
                                /** @example 10420000071 */
                                id: number;
                                url: string;
                            }[];
                            characteristics: {
                                /** @enum {string} */
                                name: "Size" | "Width" | "Comfort" | "Quality" | "Length" | "Fit";
                                value: number;
                            }[];
                            /** @description What the seller says to it. */
                            response: {
                                body: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC.
                                 * @example 2026-11-27T08:00:00.000Z
                                 */
                                createdAt: string;
                            } | null;
                            /** @description Made for the demo and written by nobody. */
                            generated: boolean;
                        }[];
                        /** @description Cursor of the next page; null on the last one. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createReview: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made by the client and kept over all retries of one request: it is then done once, and each retry gets the first answer.
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Numeric id.
                 * @example 1042
                 */
                productId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description 1 to 5 stars.
                     * @example 4
                     */
                    rating: number;
                    /**
                     * @description The review in one line.
                     * @example Keeps my tea warm
                     */
                    summary: string;
                    /**
                     * @description The review.
                     * @example I have used it every day for a month.
                     */
                    body: string;
                    /** @description Whether the writer would recommend the product. */
                    recommend: boolean;
                    /**
                     * @description Shown with the text.
                     * @example Ada L.
                     */
                    name: string;
                    /**
                     * Format: email
                     * @description For the shop's own use; no answer ever shows it.
                     * @example ada@example.com
                     */
                    email: string;
                    /** @description http(s) addresses of photos, 5 at the most. */
                    photos?: string[];
                    /**
                     * @description From 1 to 5. A product for which characteristics were chosen takes no others.
                     * @example {
                     *       "Quality": 5
                     *     }
                     */
                    characteristics?: {
                        Size?: number;
                        Width?: number;
                        Comfort?: number;
                        Quality?: number;
                        Length?: number;
                        Fit?: number;
                    };
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Id of the review; it names the product too.
                         * @example 1042000007
                         */
                        id: number;
                        /** @example 1042 */
                        productId: number;
                        /**
                         * @description 1 to 5 stars.
                         * @example 4
                         */
                        rating: number;
                        summary: string;
                        /** @description As it was written: escape it where it is shown. */
                        body: string;
                        recommend: boolean;
                        reviewerName: string;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        createdAt: string;
                        /** @description Votes of those whom it helped. */
                        helpfulCount: number;
                        /** @description Whether the writer had bought the product in this shop. */
                        verifiedPurchase: boolean;
                        photos: {
                            /** @example 10420000071 */
                            id: number;
                            url: string;
                        }[];
                        characteristics: {
                            /** @enum {string} */
                            name: "Size" | "Width" | "Comfort" | "Quality" | "Length" | "Fit";
                            value: number;
                        }[];
                        /** @description What the seller says to it. */
                        response: {
                            body: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            createdAt: string;
                        } | null;
                        /** @description Made for the demo and written by nobody. */
                        generated: boolean;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReviewSummary: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Numeric id.
                 * @example 1042
                 */
                productId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** @description Two decimals; null without reviews. */
                        average: number | null;
                        /** @description Reviews by their stars. */
                        ratings: {
                            1: number;
                            2: number;
                            3: number;
                            4: number;
                            5: number;
                        };
                        recommended: {
                            yes: number;
                            no: number;
                        };
                        characteristics: {
                            /** @example 10424 */
                            id: number;
                            /** @enum {string} */
                            name: "Size" | "Width" | "Comfort" | "Quality" | "Length" | "Fit";
                            /** @description Two decimals; null without reviews. */
                            average: number | null;
                            /** @description Reviews that judge it. */
                            count: number;
                        }[];
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the review; it names the product too.
                 * @example 1042000007
                 */
                reviewId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    voteReviewHelpful: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the review; it names the product too.
                 * @example 1042000007
                 */
                reviewId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reportReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the review; it names the product too.
                 * @example 1042000007
                 */
                reviewId: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description Shown to the moderators.
                     * @example This is an advertisement.
                     */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listQuestions: {
        parameters: {
            query?: {
                /** @description Items per page, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: do not build or store it. */
                cursor?: string;
                sort?: "helpful" | "newest";
            };
            header?: never;
            path: {
                /**
                 * @description Numeric id.
                 * @example 1042
                 */
                productId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * @description Id of the question; it names the product too.
                             * @example 1042000007
                             */
                            id: number;
                            /** @example 1042 */
                            productId: number;
                            /** @description As it was written: escape it where it is shown. */
                            body: string;
                            askerName: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            createdAt: string;
                            /** @description Votes of those whom it helped. */
                            helpfulCount: number;
                            /** @description All answers; the list of answers has those that do not come along. */
                            answerCount: number;
                            /** @description The seller's first, then the most helpful. */
                            answers: {
                                /**
                                 * @description Id of the answer; it names the product too.
                                 * @example 1042000007
                                 */
                                id: number;
                                /**
                                 * @description Id of the question; it names the product too.
                                 * @example 1042000007
                                 */
                                questionId: number;
                                /** @example 1042 */
                                productId: number;
                                /** @description As it was written: escape it where it is shown. */
                                body: string;
                                answererName: string;
                                /** @description The shop's own word. */
                                bySeller: boolean;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC.
                                 * @example 2026-11-27T08:00:00.000Z
                                 */
                                createdAt: string;
                                /** @description Votes of those whom it helped. */
                                helpfulCount: number;
                                photos: {
                                    /** @example 10420000071 */
                                    id: number;
                                    url: string;
                                }[];
                                /** @description Made for the demo and written by nobody. */
                                generated: boolean;
                            }[];
                            /** @description Made for the demo and written by nobody. */
                            generated: boolean;
                        }[];
                        /** @description Cursor of the next page; null on the last one. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createQuestion: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made by the client and kept over all retries of one request: it is then done once, and each retry gets the first answer.
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Numeric id.
                 * @example 1042
                 */
                productId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description The question.
                     * @example Does it go into the dishwasher?
                     */
                    body: string;
                    /**
                     * @description Shown with the text.
                     * @example Ada L.
                     */
                    name: string;
                    /**
                     * Format: email
                     * @description For the shop's own use; no answer ever shows it.
                     * @example ada@example.com
                     */
                    email: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Id of the question; it names the product too.
                         * @example 1042000007
                         */
                        id: number;
                        /** @example 1042 */
                        productId: number;
                        /** @description As it was written: escape it where it is shown. */
                        body: string;
                        askerName: string;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        createdAt: string;
                        /** @description Votes of those whom it helped. */
                        helpfulCount: number;
                        /** @description All answers; the list of answers has those that do not come along. */
                        answerCount: number;
                        /** @description The seller's first, then the most helpful. */
                        answers: {
                            /**
                             * @description Id of the answer; it names the product too.
                             * @example 1042000007
                             */
                            id: number;
                            /**
                             * @description Id of the question; it names the product too.
                             * @example 1042000007
                             */
                            questionId: number;
                            /** @example 1042 */
                            productId: number;
                            /** @description As it was written: escape it where it is shown. */
                            body: string;
                            answererName: string;
                            /** @description The shop's own word. */
                            bySeller: boolean;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            createdAt: string;
                            /** @description Votes of those whom it helped. */
                            helpfulCount: number;
                            photos: {
                                /** @example 10420000071 */
                                id: number;
                                url: string;
                            }[];
                            /** @description Made for the demo and written by nobody. */
                            generated: boolean;
                        }[];
                        /** @description Made for the demo and written by nobody. */
                        generated: boolean;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAnswers: {
        parameters: {
            query?: {
                /** @description Items per page, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: do not build or store it. */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Id of the question; it names the product too.
                 * @example 1042000007
                 */
                questionId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * @description Id of the answer; it names the product too.
                             * @example 1042000007
                             */
                            id: number;
                            /**
                             * @description Id of the question; it names the product too.
                             * @example 1042000007
                             */
                            questionId: number;
                            /** @example 1042 */
                            productId: number;
                            /** @description As it was written: escape it where it is shown. */
                            body: string;
                            answererName: string;
                            /** @description The shop's own word. */
                            bySeller: boolean;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            createdAt: string;
                            /** @description Votes of those whom it helped. */
                            helpfulCount: number;
                            photos: {
                                /** @example 10420000071 */
                                id: number;
                                url: string;
                            }[];
                            /** @description Made for the demo and written by nobody. */
                            generated: boolean;
                        }[];
                        /** @description Cursor of the next page; null on the last one. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createAnswer: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made by the client and kept over all retries of one request: it is then done once, and each retry gets the first answer.
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Id of the question; it names the product too.
                 * @example 1042000007
                 */
                questionId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description The answer.
                     * @example Yes, it goes into the dishwasher.
                     */
                    body: string;
                    /**
                     * @description Shown with the text.
                     * @example Ada L.
                     */
                    name: string;
                    /**
                     * Format: email
                     * @description For the shop's own use; no answer ever shows it.
                     * @example ada@example.com
                     */
                    email: string;
                    /** @description http(s) addresses of photos, 5 at the most. */
                    photos?: string[];
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Id of the answer; it names the product too.
                         * @example 1042000007
                         */
                        id: number;
                        /**
                         * @description Id of the question; it names the product too.
                         * @example 1042000007
                         */
                        questionId: number;
                        /** @example 1042 */
                        productId: number;
                        /** @description As it was written: escape it where it is shown. */
                        body: string;
                        answererName: string;
                        /** @description The shop's own word. */
                        bySeller: boolean;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        createdAt: string;
                        /** @description Votes of those whom it helped. */
                        helpfulCount: number;
                        photos: {
                            /** @example 10420000071 */
                            id: number;
                            url: string;
                        }[];
                        /** @description Made for the demo and written by nobody. */
                        generated: boolean;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    voteQuestionHelpful: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the question; it names the product too.
                 * @example 1042000007
                 */
                questionId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reportQuestion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the question; it names the product too.
                 * @example 1042000007
                 */
                questionId: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description Shown to the moderators.
                     * @example This is an advertisement.
                     */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    voteAnswerHelpful: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the answer; it names the product too.
                 * @example 1042000007
                 */
                answerId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reportAnswer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the answer; it names the product too.
                 * @example 1042000007
                 */
                answerId: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description Shown to the moderators.
                     * @example This is an advertisement.
                     */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteQuestion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the question; it names the product too.
                 * @example 1042000007
                 */
                questionId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteAnswer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the answer; it names the product too.
                 * @example 1042000007
                 */
                answerId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRecommendations: {
        parameters: {
            query?: {
                /**
                 * @description ISO 4217 currency code.
                 * @example EUR
                 */
                currency?: string;
                /**
                 * @description ISO 3166-1 alpha-2 country code.
                 * @example DE
                 */
                country?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Numeric id.
                 * @example 1042
                 */
                productId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Products as in `GET /v1/products`. */
                        boughtTogether: {
                            /**
                             * @description Numeric id.
                             * @example 1042
                             */
                            id: number;
                            /** @example mugs-and-cups */
                            slug: string;
                            /** @example Mugs & Cups */
                            name: string;
                            /** @description One line; empty when there is none. */
                            slogan: string;
                            description: string;
                            category: {
                                /**
                                 * @description Numeric id.
                                 * @example 1042
                                 */
                                id: number;
                                /** @example mugs-and-cups */
                                slug: string;
                                /** @example Mugs & Cups */
                                name: string;
                                /** @description From the root down to the category itself. */
                                path: {
                                    /**
                                     * @description Numeric id.
                                     * @example 1042
                                     */
                                    id: number;
                                    /** @example mugs-and-cups */
                                    slug: string;
                                    /** @example Mugs & Cups */
                                    name: string;
                                }[];
                            } | null;
                            brand: {
                                /**
                                 * @description Numeric id.
                                 * @example 1042
                                 */
                                id: number;
                                /** @example mugs-and-cups */
                                slug: string;
                                /** @example Mugs & Cups */
                                name: string;
                            } | null;
                            /**
                             * @description By name; what there is and its type is in `/v1/attributes`.
                             * @example {
                             *       "colour": "Pink",
                             *       "packSize": 6
                             *     }
                             */
                            attributes: {
                                [key: string]: string | number | boolean;
                            };
                            /** @description Its pictures, the first for lists; a product without pictures has drawn ones. */
                            media: {
                                /** @enum {string} */
                                kind: "image" | "video";
                                /**
                                 * Format: uri-reference
                                 * @description An address on the web, or a path on this host.
                                 */
                                url: string;
                                /** @description Text for those who do not see it. */
                                alt: string;
                                /**
                                 * @description Which variants it shows; without options it shows them all.
                                 * @default {}
                                 * @example {
                                 *       "colour": "Pink"
                                 *     }
                                 */
                                options: {
                                    [key: string]: string;
                                };
                                /**
                                 * @description In pixels; null when it is not known.
                                 * @example 800
                                 */
                                width: number | null;
                                /**
                                 * @description In pixels; null when it is not known.
                                 * @example 800
                                 */
                                height: number | null;
                            }[];
                            variants: {
                                /**
                                 * @description Variant id: productId × 10,000 + position.
                                 * @example 10420001
                                 */
                                id: number;
                                /** @example 85123A */
                                sku: string;
                                /**
                                 * @description What tells this variant from its siblings.
                                 * @example {
                                 *       "size": "L"
                                 *     }
                                 */
                                options: {
                                    [key: string]: string;
                                };
                                /** @description Price of one unit. */
                                price: {
                                    /**
                                     * @description For one unit, in minor units.
                                     * @example 1250
                                     */
                                    amountMinor: number;
                                    /**
                                     * @description ISO 4217 currency code.
                                     * @example EUR
                                     */
                                    currency: string;
                                    /** @description Whether the amount contains the tax of the region it is shown for. */
                                    taxIncluded: boolean;
                                } | null;
                                /** @description Of a sale: what one unit costs without it; null when there is none. */
                                originalPrice: {
                                    /**
                                     * @description For one unit, in minor units.
                                     * @example 1250
                                     */
                                    amountMinor: number;
                                    /**
                                     * @description ISO 4217 currency code.
                                     * @example EUR
                                     */
                                    currency: string;
                                    /** @description Whether the amount contains the tax of the region it is shown for. */
                                    taxIncluded: boolean;
                                } | null;
                                /** @description Lower prices of one unit from larger quantities on. */
                                tiers: {
                                    minQuantity: number;
                                    amountMinor: number;
                                }[];
                                availability: {
                                    /** @enum {string} */
                                    status: "in_stock" | "low_stock" | "backorder" | "out_of_stock";
                                    /** @description Units that can be ordered now, on backorder too; null for services, which are not counted. */
                                    available: number | null;
                                };
                            }[];
                            rating: {
                                average: number | null;
                                count: number;
                            };
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            createdAt: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            updatedAt: string;
                        }[];
                        /** @description Products as in `GET /v1/products`. */
                        related: {
                            /**
                             * @description Numeric id.
                             * @example 1042
                             */
                            id: number;
                            /** @example mugs-and-cups */
                            slug: string;
                            /** @example Mugs & Cups */
                            name: string;
                            /** @description One line; empty when there is none. */
                            slogan: string;
                            description: string;
                            category: {
                                /**
                                 * @description Numeric id.
                                 * @example 1042
                                 */
                                id: number;
                                /** @example mugs-and-cups */
                                slug: string;
                                /** @example Mugs & Cups */
                                name: string;
                                /** @description From the root down to the category itself. */
                                path: {
                                    /**
                                     * @description Numeric id.
                                     * @example 1042
                                     */
                                    id: number;
                                    /** @example mugs-and-cups */
                                    slug: string;
                                    /** @example Mugs & Cups */
                                    name: string;
                                }[];
                            } | null;
                            brand: {
                                /**
                                 * @description Numeric id.
                                 * @example 1042
                                 */
                                id: number;
                                /** @example mugs-and-cups */
                                slug: string;
                                /** @example Mugs & Cups */
                                name: string;
                            } | null;
                            /**
                             * @description By name; what there is and its type is in `/v1/attributes`.
                             * @example {
                             *       "colour": "Pink",
                             *       "packSize": 6
                             *     }
                             */
                            attributes: {
                                [key: string]: string | number | boolean;
                            };
                            /** @description Its pictures, the first for lists; a product without pictures has drawn ones. */
                            media: {
                                /** @enum {string} */
                                kind: "image" | "video";
                                /**
                                 * Format: uri-reference
                                 * @description An address on the web, or a path on this host.
                                 */
                                url: string;
                                /** @description Text for those who do not see it. */
                                alt: string;
                                /**
                                 * @description Which variants it shows; without options it shows them all.
                                 * @default {}
                                 * @example {
                                 *       "colour": "Pink"
                                 *     }
                                 */
                                options: {
                                    [key: string]: string;
                                };
                                /**
                                 * @description In pixels; null when it is not known.
                                 * @example 800
                                 */
                                width: number | null;
                                /**
                                 * @description In pixels; null when it is not known.
                                 * @example 800
                                 */
                                height: number | null;
                            }[];
                            variants: {
                                /**
                                 * @description Variant id: productId × 10,000 + position.
                                 * @example 10420001
                                 */
                                id: number;
                                /** @example 85123A */
                                sku: string;
                                /**
                                 * @description What tells this variant from its siblings.
                                 * @example {
                                 *       "size": "L"
                                 *     }
                                 */
                                options: {
                                    [key: string]: string;
                                };
                                /** @description Price of one unit. */
                                price: {
                                    /**
                                     * @description For one unit, in minor units.
                                     * @example 1250
                                     */
                                    amountMinor: number;
                                    /**
                                     * @description ISO 4217 currency code.
                                     * @example EUR
                                     */
                                    currency: string;
                                    /** @description Whether the amount contains the tax of the region it is shown for. */
                                    taxIncluded: boolean;
                                } | null;
                                /** @description Of a sale: what one unit costs without it; null when there is none. */
                                originalPrice: {
                                    /**
                                     * @description For one unit, in minor units.
                                     * @example 1250
                                     */
                                    amountMinor: number;
                                    /**
                                     * @description ISO 4217 currency code.
                                     * @example EUR
                                     */
                                    currency: string;
                                    /** @description Whether the amount contains the tax of the region it is shown for. */
                                    taxIncluded: boolean;
                                } | null;
                                /** @description Lower prices of one unit from larger quantities on. */
                                tiers: {
                                    minQuantity: number;
                                    amountMinor: number;
                                }[];
                                availability: {
                                    /** @enum {string} */
                                    status: "in_stock" | "low_stock" | "backorder" | "out_of_stock";
                                    /** @description Units that can be ordered now, on backorder too; null for services, which are not counted. */
                                    available: number | null;
                                };
                            }[];
                            rating: {
                                average: number | null;
                                count: number;
                            };
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            createdAt: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            updatedAt: string;
                        }[];
                        /** @description True when nothing could be chosen in time and the list is what was popular a moment ago, perhaps nothing. */
                        fallback: boolean;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPopularProducts: {
        parameters: {
            query?: {
                /**
                 * @description ISO 4217 currency code.
                 * @example EUR
                 */
                currency?: string;
                /**
                 * @description ISO 3166-1 alpha-2 country code.
                 * @example DE
                 */
                country?: string;
                /** @description Slug or id of a category; products of those below it are included. */
                category?: string;
                /** @description How many, 1 to 48. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The most popular first. */
                        items: {
                            /**
                             * @description Numeric id.
                             * @example 1042
                             */
                            id: number;
                            /** @example mugs-and-cups */
                            slug: string;
                            /** @example Mugs & Cups */
                            name: string;
                            /** @description One line; empty when there is none. */
                            slogan: string;
                            description: string;
                            category: {
                                /**
                                 * @description Numeric id.
                                 * @example 1042
                                 */
                                id: number;
                                /** @example mugs-and-cups */
                                slug: string;
                                /** @example Mugs & Cups */
                                name: string;
                                /** @description From the root down to the category itself. */
                                path: {
                                    /**
                                     * @description Numeric id.
                                     * @example 1042
                                     */
                                    id: number;
                                    /** @example mugs-and-cups */
                                    slug: string;
                                    /** @example Mugs & Cups */
                                    name: string;
                                }[];
                            } | null;
                            brand: {
                                /**
                                 * @description Numeric id.
                                 * @example 1042
                                 */
                                id: number;
                                /** @example mugs-and-cups */
                                slug: string;
                                /** @example Mugs & Cups */
                                name: string;
                            } | null;
                            /**
                             * @description By name; what there is and its type is in `/v1/attributes`.
                             * @example {
                             *       "colour": "Pink",
                             *       "packSize": 6
                             *     }
                             */
                            attributes: {
                                [key: string]: string | number | boolean;
                            };
                            /** @description Its pictures, the first for lists; a product without pictures has drawn ones. */
                            media: {
                                /** @enum {string} */
                                kind: "image" | "video";
                                /**
                                 * Format: uri-reference
                                 * @description An address on the web, or a path on this host.
                                 */
                                url: string;
                                /** @description Text for those who do not see it. */
                                alt: string;
                                /**
                                 * @description Which variants it shows; without options it shows them all.
                                 * @default {}
                                 * @example {
                                 *       "colour": "Pink"
                                 *     }
                                 */
                                options: {
                                    [key: string]: string;
                                };
                                /**
                                 * @description In pixels; null when it is not known.
                                 * @example 800
                                 */
                                width: number | null;
                                /**
                                 * @description In pixels; null when it is not known.
                                 * @example 800
                                 */
                                height: number | null;
                            }[];
                            variants: {
                                /**
                                 * @description Variant id: productId × 10,000 + position.
                                 * @example 10420001
                                 */
                                id: number;
                                /** @example 85123A */
                                sku: string;
                                /**
                                 * @description What tells this variant from its siblings.
                                 * @example {
                                 *       "size": "L"
                                 *     }
                                 */
                                options: {
                                    [key: string]: string;
                                };
                                /** @description Price of one unit. */
                                price: {
                                    /**
                                     * @description For one unit, in minor units.
                                     * @example 1250
                                     */
                                    amountMinor: number;
                                    /**
                                     * @description ISO 4217 currency code.
                                     * @example EUR
                                     */
                                    currency: string;
                                    /** @description Whether the amount contains the tax of the region it is shown for. */
                                    taxIncluded: boolean;
                                } | null;
                                /** @description Of a sale: what one unit costs without it; null when there is none. */
                                originalPrice: {
                                    /**
                                     * @description For one unit, in minor units.
                                     * @example 1250
                                     */
                                    amountMinor: number;
                                    /**
                                     * @description ISO 4217 currency code.
                                     * @example EUR
                                     */
                                    currency: string;
                                    /** @description Whether the amount contains the tax of the region it is shown for. */
                                    taxIncluded: boolean;
                                } | null;
                                /** @description Lower prices of one unit from larger quantities on. */
                                tiers: {
                                    minQuantity: number;
                                    amountMinor: number;
                                }[];
                                availability: {
                                    /** @enum {string} */
                                    status: "in_stock" | "low_stock" | "backorder" | "out_of_stock";
                                    /** @description Units that can be ordered now, on backorder too; null for services, which are not counted. */
                                    available: number | null;
                                };
                            }[];
                            rating: {
                                average: number | null;
                                count: number;
                            };
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            createdAt: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            updatedAt: string;
                        }[];
                        /** @description True when nothing could be chosen in time and the list is what was popular a moment ago, perhaps nothing. */
                        fallback: boolean;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRecentlyViewed: {
        parameters: {
            query?: {
                /**
                 * @description ISO 4217 currency code.
                 * @example EUR
                 */
                currency?: string;
                /**
                 * @description ISO 3166-1 alpha-2 country code.
                 * @example DE
                 */
                country?: string;
                /** @description How many, 1 to 50. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The last first, each once. */
                        items: {
                            /**
                             * @description Numeric id.
                             * @example 1042
                             */
                            id: number;
                            /** @example mugs-and-cups */
                            slug: string;
                            /** @example Mugs & Cups */
                            name: string;
                            /** @description One line; empty when there is none. */
                            slogan: string;
                            description: string;
                            category: {
                                /**
                                 * @description Numeric id.
                                 * @example 1042
                                 */
                                id: number;
                                /** @example mugs-and-cups */
                                slug: string;
                                /** @example Mugs & Cups */
                                name: string;
                                /** @description From the root down to the category itself. */
                                path: {
                                    /**
                                     * @description Numeric id.
                                     * @example 1042
                                     */
                                    id: number;
                                    /** @example mugs-and-cups */
                                    slug: string;
                                    /** @example Mugs & Cups */
                                    name: string;
                                }[];
                            } | null;
                            brand: {
                                /**
                                 * @description Numeric id.
                                 * @example 1042
                                 */
                                id: number;
                                /** @example mugs-and-cups */
                                slug: string;
                                /** @example Mugs & Cups */
                                name: string;
                            } | null;
                            /**
                             * @description By name; what there is and its type is in `/v1/attributes`.
                             * @example {
                             *       "colour": "Pink",
                             *       "packSize": 6
                             *     }
                             */
                            attributes: {
                                [key: string]: string | number | boolean;
                            };
                            /** @description Its pictures, the first for lists; a product without pictures has drawn ones. */
                            media: {
                                /** @enum {string} */
                                kind: "image" | "video";
                                /**
                                 * Format: uri-reference
                                 * @description An address on the web, or a path on this host.
                                 */
                                url: string;
                                /** @description Text for those who do not see it. */
                                alt: string;
                                /**
                                 * @description Which variants it shows; without options it shows them all.
                                 * @default {}
                                 * @example {
                                 *       "colour": "Pink"
                                 *     }
                                 */
                                options: {
                                    [key: string]: string;
                                };
                                /**
                                 * @description In pixels; null when it is not known.
                                 * @example 800
                                 */
                                width: number | null;
                                /**
                                 * @description In pixels; null when it is not known.
                                 * @example 800
                                 */
                                height: number | null;
                            }[];
                            variants: {
                                /**
                                 * @description Variant id: productId × 10,000 + position.
                                 * @example 10420001
                                 */
                                id: number;
                                /** @example 85123A */
                                sku: string;
                                /**
                                 * @description What tells this variant from its siblings.
                                 * @example {
                                 *       "size": "L"
                                 *     }
                                 */
                                options: {
                                    [key: string]: string;
                                };
                                /** @description Price of one unit. */
                                price: {
                                    /**
                                     * @description For one unit, in minor units.
                                     * @example 1250
                                     */
                                    amountMinor: number;
                                    /**
                                     * @description ISO 4217 currency code.
                                     * @example EUR
                                     */
                                    currency: string;
                                    /** @description Whether the amount contains the tax of the region it is shown for. */
                                    taxIncluded: boolean;
                                } | null;
                                /** @description Of a sale: what one unit costs without it; null when there is none. */
                                originalPrice: {
                                    /**
                                     * @description For one unit, in minor units.
                                     * @example 1250
                                     */
                                    amountMinor: number;
                                    /**
                                     * @description ISO 4217 currency code.
                                     * @example EUR
                                     */
                                    currency: string;
                                    /** @description Whether the amount contains the tax of the region it is shown for. */
                                    taxIncluded: boolean;
                                } | null;
                                /** @description Lower prices of one unit from larger quantities on. */
                                tiers: {
                                    minQuantity: number;
                                    amountMinor: number;
                                }[];
                                availability: {
                                    /** @enum {string} */
                                    status: "in_stock" | "low_stock" | "backorder" | "out_of_stock";
                                    /** @description Units that can be ordered now, on backorder too; null for services, which are not counted. */
                                    available: number | null;
                                };
                            }[];
                            rating: {
                                average: number | null;
                                count: number;
                            };
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            createdAt: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            updatedAt: string;
                        }[];
                        /** @description True when nothing could be chosen in time and the list is what was popular a moment ago, perhaps nothing. */
                        fallback: boolean;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recordView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Numeric id.
                 * @example 1042
                 */
                productId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Noted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    likeProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Numeric id.
                 * @example 1042
                 */
                productId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unlikeProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Numeric id.
                 * @example 1042
                 */
                productId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    likeReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the review; it names the product too.
                 * @example 1042000007
                 */
                reviewId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unlikeReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the review; it names the product too.
                 * @example 1042000007
                 */
                reviewId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEngagement: {
        parameters: {
            query?: {
                /** @description Ids of reviews of the product; may be repeated, 50 at the most. */
                reviewId?: number[];
            };
            header?: never;
            path: {
                /**
                 * @description Numeric id.
                 * @example 1042
                 */
                productId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        likes: number;
                        comments: number;
                        /** @description Whether I like it; null without a session. */
                        liked: boolean | null;
                        /** @description Of the reviews asked for, each once. */
                        reviews: {
                            /**
                             * @description Id of the review; it names the product too.
                             * @example 1042000007
                             */
                            reviewId: number;
                            likes: number;
                            /** @description Whether I like it; null without a session. */
                            liked: boolean | null;
                        }[];
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listComments: {
        parameters: {
            query?: {
                /** @description Items per page, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: do not build or store it. */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Numeric id.
                 * @example 1042
                 */
                productId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * @description Id of the comment; it names the product too.
                             * @example 1042000007
                             */
                            id: number;
                            /**
                             * @description Numeric id.
                             * @example 1042
                             */
                            productId: number;
                            name: string;
                            body: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            createdAt: string;
                            /** @description Whether I wrote it, and may delete it. */
                            mine: boolean;
                        }[];
                        /** @description Cursor of the next page; null on the last one. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createComment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made by the client and kept over all retries of one request: it is then done once, and each retry gets the first answer.
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Numeric id.
                 * @example 1042
                 */
                productId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Shown with the text.
                     * @example Ada L.
                     */
                    name: string;
                    /**
                     * @description Shown as it is written.
                     * @example Does it come in green, too?
                     */
                    body: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Id of the comment; it names the product too.
                         * @example 1042000007
                         */
                        id: number;
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        productId: number;
                        name: string;
                        body: string;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        createdAt: string;
                        /** @description Whether I wrote it, and may delete it. */
                        mine: boolean;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the comment; it names the product too.
                 * @example 1042000007
                 */
                commentId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reportComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the comment; it names the product too.
                 * @example 1042000007
                 */
                commentId: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description Shown to the moderators.
                     * @example This is an advertisement.
                     */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFeed: {
        parameters: {
            query?: {
                /** @description Items per page, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: do not build or store it. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            /** @enum {string} */
                            kind: "liked" | "commented" | "comment-hidden" | "reviewed" | "seller-responded" | "asked" | "question-answered" | "ordered" | "order-paid" | "payment-failed" | "order-sent" | "order-cancelled" | "order-returned" | "order-refunded";
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            happenedAt: string;
                            product: {
                                /**
                                 * @description Numeric id.
                                 * @example 1042
                                 */
                                id: number;
                                slug: string;
                                name: string;
                            } | null;
                            order: {
                                /**
                                 * Format: uuid
                                 * @description Id (UUIDv7).
                                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                                 */
                                id: string;
                                number: string;
                            } | null;
                            /**
                             * @description Id of the review; it names the product too.
                             * @example 1042000007
                             */
                            reviewId: number | null;
                            /**
                             * @description Id of the question; it names the product too.
                             * @example 1042000007
                             */
                            questionId: number | null;
                            /**
                             * @description Id of the comment; it names the product too.
                             * @example 1042000007
                             */
                            commentId: number | null;
                        }[];
                        /** @description Cursor of the next page; null on the last one. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    takePaymentWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        /** @description The provider's own format. */
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What became of the event, for the provider's log. */
                        outcome: string;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAllProducts: {
        parameters: {
            query?: {
                /** @description Items per page, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: do not build or store it. */
                cursor?: string;
                status?: "draft" | "active" | "archived";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * @description Numeric id.
                             * @example 1042
                             */
                            id: number;
                            slug: string;
                            name: string;
                            /** @enum {string} */
                            status: "draft" | "active" | "archived";
                            listed: boolean;
                            /** @description How many variants are for sale. */
                            variants: number;
                            version: number;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            updatedAt: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createProduct: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made by the client and kept over all retries of one request: it is then done once, and each retry gets the first answer.
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /**
                     * @description One line that says why one would want it.
                     * @default
                     */
                    slogan?: string;
                    /** @default  */
                    description?: string;
                    /**
                     * @description The first is the one that the product's page shows.
                     * @default []
                     */
                    categoryIds?: number[];
                    /**
                     * @description Numeric id.
                     * @default null
                     * @example 1042
                     */
                    brandId?: number | null;
                    /**
                     * @description A service has no stock.
                     * @default physical
                     * @enum {string}
                     */
                    kind?: "physical" | "service";
                    /**
                     * @description False: has a page and can be bought, but no list shows it.
                     * @default true
                     */
                    listed?: boolean;
                    /**
                     * @default standard
                     * @example standard
                     * @example reduced
                     * @example zero
                     */
                    taxCategory?: string;
                    /**
                     * @description By name; what there is and its type is in `/v1/attributes`.
                     * @default {}
                     * @example {
                     *       "colour": "Pink",
                     *       "packSize": 6
                     *     }
                     */
                    attributes?: {
                        [key: string]: string | number | boolean;
                    };
                    /** @default [] */
                    optionNames?: string[];
                    /**
                     * @description Lists are sorted by it, the highest first.
                     * @default 0
                     */
                    popularity?: number;
                    /** @default [] */
                    media?: {
                        /** @enum {string} */
                        kind: "image" | "video";
                        /**
                         * Format: uri-reference
                         * @description An address on the web, or a path on this host.
                         */
                        url: string;
                        /** @description Text for those who do not see it. */
                        alt: string;
                        /**
                         * @description Which variants it shows; without options it shows them all.
                         * @default {}
                         * @example {
                         *       "colour": "Pink"
                         *     }
                         */
                        options?: {
                            [key: string]: string;
                        };
                    }[];
                    /**
                     * @description Lower-case letters and digits, words joined by hyphens, with a letter in it.
                     * @example white-hanging-heart
                     */
                    slug?: string;
                    /**
                     * @default active
                     * @enum {string}
                     */
                    status?: "draft" | "active";
                    /** @default [] */
                    variants?: {
                        /**
                         * @description Stock keeping unit, unique in the shop.
                         * @example 85123A
                         */
                        sku: string;
                        /**
                         * @description What tells this variant from its siblings.
                         * @default {}
                         * @example {
                         *       "size": "L"
                         *     }
                         */
                        options?: {
                            [key: string]: string;
                        };
                        /** @default 0 */
                        weightGrams?: number;
                        /** @default 0 */
                        position?: number;
                        /** @default [] */
                        prices?: {
                            /**
                             * @description Numeric id.
                             * @default 1
                             * @example 1042
                             */
                            priceListId?: number;
                            /**
                             * @description ISO 4217 currency code.
                             * @example EUR
                             */
                            currency: string;
                            /**
                             * @description The price holds from this quantity on.
                             * @default 1
                             */
                            minQuantity?: number;
                            /**
                             * @description Of one unit.
                             * @example 1250
                             */
                            amountMinor: number;
                        }[];
                    }[];
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        id: number;
                        slug: string;
                        name: string;
                        /** @description One line that says why one would want it. */
                        slogan: string;
                        description: string;
                        /** @description The first is the one that the product's page shows. */
                        categoryIds: number[];
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        brandId: number | null;
                        /**
                         * @description A service has no stock.
                         * @enum {string}
                         */
                        kind: "physical" | "service";
                        /** @description False: has a page and can be bought, but no list shows it. */
                        listed: boolean;
                        /**
                         * @example standard
                         * @example reduced
                         * @example zero
                         */
                        taxCategory: string;
                        /**
                         * @description By name; what there is and its type is in `/v1/attributes`.
                         * @example {
                         *       "colour": "Pink",
                         *       "packSize": 6
                         *     }
                         */
                        attributes: {
                            [key: string]: string | number | boolean;
                        };
                        optionNames: string[];
                        /** @description Lists are sorted by it, the highest first. */
                        popularity: number;
                        media: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            /** @enum {string} */
                            kind: "image" | "video";
                            url: string;
                            alt: string;
                            /**
                             * @description What tells this variant from its siblings.
                             * @example {
                             *       "size": "L"
                             *     }
                             */
                            options: {
                                [key: string]: string;
                            };
                        }[];
                        /** @enum {string} */
                        status: "draft" | "active" | "archived";
                        variants: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            id: number;
                            sku: string;
                            /**
                             * @description What tells this variant from its siblings.
                             * @example {
                             *       "size": "L"
                             *     }
                             */
                            options: {
                                [key: string]: string;
                            };
                            weightGrams: number;
                            position: number;
                            /** @enum {string} */
                            status: "active" | "archived";
                            prices: {
                                /**
                                 * @description Numeric id.
                                 * @default 1
                                 * @example 1042
                                 */
                                priceListId: number;
                                /**
                                 * @description ISO 4217 currency code.
                                 * @example EUR
                                 */
                                currency: string;
                                /**
                                 * @description The price holds from this quantity on.
                                 * @default 1
                                 */
                                minQuantity: number;
                                /**
                                 * @description Of one unit.
                                 * @example 1250
                                 */
                                amountMinor: number;
                            }[];
                        }[];
                        /** @description Also the etag; send it as If-Match to change only this version. */
                        version: number;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAnyProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Numeric id.
                 * @example 1042
                 */
                productId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        id: number;
                        slug: string;
                        name: string;
                        /** @description One line that says why one would want it. */
                        slogan: string;
                        description: string;
                        /** @description The first is the one that the product's page shows. */
                        categoryIds: number[];
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        brandId: number | null;
                        /**
                         * @description A service has no stock.
                         * @enum {string}
                         */
                        kind: "physical" | "service";
                        /** @description False: has a page and can be bought, but no list shows it. */
                        listed: boolean;
                        /**
                         * @example standard
                         * @example reduced
                         * @example zero
                         */
                        taxCategory: string;
                        /**
                         * @description By name; what there is and its type is in `/v1/attributes`.
                         * @example {
                         *       "colour": "Pink",
                         *       "packSize": 6
                         *     }
                         */
                        attributes: {
                            [key: string]: string | number | boolean;
                        };
                        optionNames: string[];
                        /** @description Lists are sorted by it, the highest first. */
                        popularity: number;
                        media: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            /** @enum {string} */
                            kind: "image" | "video";
                            url: string;
                            alt: string;
                            /**
                             * @description What tells this variant from its siblings.
                             * @example {
                             *       "size": "L"
                             *     }
                             */
                            options: {
                                [key: string]: string;
                            };
                        }[];
                        /** @enum {string} */
                        status: "draft" | "active" | "archived";
                        variants: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            id: number;
                            sku: string;
                            /**
                             * @description What tells this variant from its siblings.
                             * @example {
                             *       "size": "L"
                             *     }
                             */
                            options: {
                                [key: string]: string;
                            };
                            weightGrams: number;
                            position: number;
                            /** @enum {string} */
                            status: "active" | "archived";
                            prices: {
                                /**
                                 * @description Numeric id.
                                 * @default 1
                                 * @example 1042
                                 */
                                priceListId: number;
                                /**
                                 * @description ISO 4217 currency code.
                                 * @example EUR
                                 */
                                currency: string;
                                /**
                                 * @description The price holds from this quantity on.
                                 * @default 1
                                 */
                                minQuantity: number;
                                /**
                                 * @description Of one unit.
                                 * @example 1250
                                 */
                                amountMinor: number;
                            }[];
                        }[];
                        /** @description Also the etag; send it as If-Match to change only this version. */
                        version: number;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateProduct: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `etag` of the answer that was read; if the thing has changed since, nothing is done and the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description Numeric id.
                 * @example 1042
                 */
                productId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Lower-case letters and digits, words joined by hyphens, with a letter in it.
                     * @example white-hanging-heart
                     */
                    slug?: string;
                    name?: string;
                    /** @description One line that says why one would want it. */
                    slogan?: string;
                    description?: string;
                    /** @description The first is the one that the product's page shows. */
                    categoryIds?: number[];
                    /**
                     * @description Numeric id.
                     * @example 1042
                     */
                    brandId?: number | null;
                    /**
                     * @description A service has no stock.
                     * @enum {string}
                     */
                    kind?: "physical" | "service";
                    /** @enum {string} */
                    status?: "draft" | "active";
                    /** @description False: has a page and can be bought, but no list shows it. */
                    listed?: boolean;
                    /**
                     * @example standard
                     * @example reduced
                     * @example zero
                     */
                    taxCategory?: string;
                    /**
                     * @description By name; what there is and its type is in `/v1/attributes`.
                     * @example {
                     *       "colour": "Pink",
                     *       "packSize": 6
                     *     }
                     */
                    attributes?: {
                        [key: string]: string | number | boolean;
                    };
                    optionNames?: string[];
                    /** @description Lists are sorted by it, the highest first. */
                    popularity?: number;
                    media?: {
                        /** @enum {string} */
                        kind: "image" | "video";
                        /**
                         * Format: uri-reference
                         * @description An address on the web, or a path on this host.
                         */
                        url: string;
                        /** @description Text for those who do not see it. */
                        alt: string;
                        /**
                         * @description Which variants it shows; without options it shows them all.
                         * @default {}
                         * @example {
                         *       "colour": "Pink"
                         *     }
                         */
                        options?: {
                            [key: string]: string;
                        };
                    }[];
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        id: number;
                        slug: string;
                        name: string;
                        /** @description One line that says why one would want it. */
                        slogan: string;
                        description: string;
                        /** @description The first is the one that the product's page shows. */
                        categoryIds: number[];
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        brandId: number | null;
                        /**
                         * @description A service has no stock.
                         * @enum {string}
                         */
                        kind: "physical" | "service";
                        /** @description False: has a page and can be bought, but no list shows it. */
                        listed: boolean;
                        /**
                         * @example standard
                         * @example reduced
                         * @example zero
                         */
                        taxCategory: string;
                        /**
                         * @description By name; what there is and its type is in `/v1/attributes`.
                         * @example {
                         *       "colour": "Pink",
                         *       "packSize": 6
                         *     }
                         */
                        attributes: {
                            [key: string]: string | number | boolean;
                        };
                        optionNames: string[];
                        /** @description Lists are sorted by it, the highest first. */
                        popularity: number;
                        media: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            /** @enum {string} */
                            kind: "image" | "video";
                            url: string;
                            alt: string;
                            /**
                             * @description What tells this variant from its siblings.
                             * @example {
                             *       "size": "L"
                             *     }
                             */
                            options: {
                                [key: string]: string;
                            };
                        }[];
                        /** @enum {string} */
                        status: "draft" | "active" | "archived";
                        variants: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            id: number;
                            sku: string;
                            /**
                             * @description What tells this variant from its siblings.
                             * @example {
                             *       "size": "L"
                             *     }
                             */
                            options: {
                                [key: string]: string;
                            };
                            weightGrams: number;
                            position: number;
                            /** @enum {string} */
                            status: "active" | "archived";
                            prices: {
                                /**
                                 * @description Numeric id.
                                 * @default 1
                                 * @example 1042
                                 */
                                priceListId: number;
                                /**
                                 * @description ISO 4217 currency code.
                                 * @example EUR
                                 */
                                currency: string;
                                /**
                                 * @description The price holds from this quantity on.
                                 * @default 1
                                 */
                                minQuantity: number;
                                /**
                                 * @description Of one unit.
                                 * @example 1250
                                 */
                                amountMinor: number;
                            }[];
                        }[];
                        /** @description Also the etag; send it as If-Match to change only this version. */
                        version: number;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    archiveProduct: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `etag` of the answer that was read; if the thing has changed since, nothing is done and the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description Numeric id.
                 * @example 1042
                 */
                productId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        id: number;
                        slug: string;
                        name: string;
                        /** @description One line that says why one would want it. */
                        slogan: string;
                        description: string;
                        /** @description The first is the one that the product's page shows. */
                        categoryIds: number[];
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        brandId: number | null;
                        /**
                         * @description A service has no stock.
                         * @enum {string}
                         */
                        kind: "physical" | "service";
                        /** @description False: has a page and can be bought, but no list shows it. */
                        listed: boolean;
                        /**
                         * @example standard
                         * @example reduced
                         * @example zero
                         */
                        taxCategory: string;
                        /**
                         * @description By name; what there is and its type is in `/v1/attributes`.
                         * @example {
                         *       "colour": "Pink",
                         *       "packSize": 6
                         *     }
                         */
                        attributes: {
                            [key: string]: string | number | boolean;
                        };
                        optionNames: string[];
                        /** @description Lists are sorted by it, the highest first. */
                        popularity: number;
                        media: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            /** @enum {string} */
                            kind: "image" | "video";
                            url: string;
                            alt: string;
                            /**
                             * @description What tells this variant from its siblings.
                             * @example {
                             *       "size": "L"
                             *     }
                             */
                            options: {
                                [key: string]: string;
                            };
                        }[];
                        /** @enum {string} */
                        status: "draft" | "active" | "archived";
                        variants: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            id: number;
                            sku: string;
                            /**
                             * @description What tells this variant from its siblings.
                             * @example {
                             *       "size": "L"
                             *     }
                             */
                            options: {
                                [key: string]: string;
                            };
                            weightGrams: number;
                            position: number;
                            /** @enum {string} */
                            status: "active" | "archived";
                            prices: {
                                /**
                                 * @description Numeric id.
                                 * @default 1
                                 * @example 1042
                                 */
                                priceListId: number;
                                /**
                                 * @description ISO 4217 currency code.
                                 * @example EUR
                                 */
                                currency: string;
                                /**
                                 * @description The price holds from this quantity on.
                                 * @default 1
                                 */
                                minQuantity: number;
                                /**
                                 * @description Of one unit.
                                 * @example 1250
                                 */
                                amountMinor: number;
                            }[];
                        }[];
                        /** @description Also the etag; send it as If-Match to change only this version. */
                        version: number;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restoreProduct: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `etag` of the answer that was read; if the thing has changed since, nothing is done and the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description Numeric id.
                 * @example 1042
                 */
                productId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        id: number;
                        slug: string;
                        name: string;
                        /** @description One line that says why one would want it. */
                        slogan: string;
                        description: string;
                        /** @description The first is the one that the product's page shows. */
                        categoryIds: number[];
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        brandId: number | null;
                        /**
                         * @description A service has no stock.
                         * @enum {string}
                         */
                        kind: "physical" | "service";
                        /** @description False: has a page and can be bought, but no list shows it. */
                        listed: boolean;
                        /**
                         * @example standard
                         * @example reduced
                         * @example zero
                         */
                        taxCategory: string;
                        /**
                         * @description By name; what there is and its type is in `/v1/attributes`.
                         * @example {
                         *       "colour": "Pink",
                         *       "packSize": 6
                         *     }
                         */
                        attributes: {
                            [key: string]: string | number | boolean;
                        };
                        optionNames: string[];
                        /** @description Lists are sorted by it, the highest first. */
                        popularity: number;
                        media: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            /** @enum {string} */
                            kind: "image" | "video";
                            url: string;
                            alt: string;
                            /**
                             * @description What tells this variant from its siblings.
                             * @example {
                             *       "size": "L"
                             *     }
                             */
                            options: {
                                [key: string]: string;
                            };
                        }[];
                        /** @enum {string} */
                        status: "draft" | "active" | "archived";
                        variants: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            id: number;
                            sku: string;
                            /**
                             * @description What tells this variant from its siblings.
                             * @example {
                             *       "size": "L"
                             *     }
                             */
                            options: {
                                [key: string]: string;
                            };
                            weightGrams: number;
                            position: number;
                            /** @enum {string} */
                            status: "active" | "archived";
                            prices: {
                                /**
                                 * @description Numeric id.
                                 * @default 1
                                 * @example 1042
                                 */
                                priceListId: number;
                                /**
                                 * @description ISO 4217 currency code.
                                 * @example EUR
                                 */
                                currency: string;
                                /**
                                 * @description The price holds from this quantity on.
                                 * @default 1
                                 */
                                minQuantity: number;
                                /**
                                 * @description Of one unit.
                                 * @example 1250
                                 */
                                amountMinor: number;
                            }[];
                        }[];
                        /** @description Also the etag; send it as If-Match to change only this version. */
                        version: number;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addVariant: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made by the client and kept over all retries of one request: it is then done once, and each retry gets the first answer.
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description The `etag` of the answer that was read; if the thing has changed since, nothing is done and the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description Numeric id.
                 * @example 1042
                 */
                productId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Stock keeping unit, unique in the shop.
                     * @example 85123A
                     */
                    sku: string;
                    /**
                     * @description What tells this variant from its siblings.
                     * @default {}
                     * @example {
                     *       "size": "L"
                     *     }
                     */
                    options?: {
                        [key: string]: string;
                    };
                    /** @default 0 */
                    weightGrams?: number;
                    /** @default 0 */
                    position?: number;
                    /** @default [] */
                    prices?: {
                        /**
                         * @description Numeric id.
                         * @default 1
                         * @example 1042
                         */
                        priceListId?: number;
                        /**
                         * @description ISO 4217 currency code.
                         * @example EUR
                         */
                        currency: string;
                        /**
                         * @description The price holds from this quantity on.
                         * @default 1
                         */
                        minQuantity?: number;
                        /**
                         * @description Of one unit.
                         * @example 1250
                         */
                        amountMinor: number;
                    }[];
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        id: number;
                        slug: string;
                        name: string;
                        /** @description One line that says why one would want it. */
                        slogan: string;
                        description: string;
                        /** @description The first is the one that the product's page shows. */
                        categoryIds: number[];
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        brandId: number | null;
                        /**
                         * @description A service has no stock.
                         * @enum {string}
                         */
                        kind: "physical" | "service";
                        /** @description False: has a page and can be bought, but no list shows it. */
                        listed: boolean;
                        /**
                         * @example standard
                         * @example reduced
                         * @example zero
                         */
                        taxCategory: string;
                        /**
                         * @description By name; what there is and its type is in `/v1/attributes`.
                         * @example {
                         *       "colour": "Pink",
                         *       "packSize": 6
                         *     }
                         */
                        attributes: {
                            [key: string]: string | number | boolean;
                        };
                        optionNames: string[];
                        /** @description Lists are sorted by it, the highest first. */
                        popularity: number;
                        media: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            /** @enum {string} */
                            kind: "image" | "video";
                            url: string;
                            alt: string;
                            /**
                             * @description What tells this variant from its siblings.
                             * @example {
                             *       "size": "L"
                             *     }
                             */
                            options: {
                                [key: string]: string;
                            };
                        }[];
                        /** @enum {string} */
                        status: "draft" | "active" | "archived";
                        variants: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            id: number;
                            sku: string;
                            /**
                             * @description What tells this variant from its siblings.
                             * @example {
                             *       "size": "L"
                             *     }
                             */
                            options: {
                                [key: string]: string;
                            };
                            weightGrams: number;
                            position: number;
                            /** @enum {string} */
                            status: "active" | "archived";
                            prices: {
                                /**
                                 * @description Numeric id.
                                 * @default 1
                                 * @example 1042
                                 */
                                priceListId: number;
                                /**
                                 * @description ISO 4217 currency code.
                                 * @example EUR
                                 */
                                currency: string;
                                /**
                                 * @description The price holds from this quantity on.
                                 * @default 1
                                 */
                                minQuantity: number;
                                /**
                                 * @description Of one unit.
                                 * @example 1250
                                 */
                                amountMinor: number;
                            }[];
                        }[];
                        /** @description Also the etag; send it as If-Match to change only this version. */
                        version: number;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateVariant: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `etag` of the answer that was read; if the thing has changed since, nothing is done and the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description Variant id: productId × 10,000 + position.
                 * @example 10420001
                 */
                variantId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Stock keeping unit, unique in the shop.
                     * @example 85123A
                     */
                    sku?: string;
                    /**
                     * @description What tells this variant from its siblings.
                     * @example {
                     *       "size": "L"
                     *     }
                     */
                    options?: {
                        [key: string]: string;
                    };
                    weightGrams?: number;
                    position?: number;
                    /** @enum {string} */
                    status?: "active" | "archived";
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        id: number;
                        slug: string;
                        name: string;
                        /** @description One line that says why one would want it. */
                        slogan: string;
                        description: string;
                        /** @description The first is the one that the product's page shows. */
                        categoryIds: number[];
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        brandId: number | null;
                        /**
                         * @description A service has no stock.
                         * @enum {string}
                         */
                        kind: "physical" | "service";
                        /** @description False: has a page and can be bought, but no list shows it. */
                        listed: boolean;
                        /**
                         * @example standard
                         * @example reduced
                         * @example zero
                         */
                        taxCategory: string;
                        /**
                         * @description By name; what there is and its type is in `/v1/attributes`.
                         * @example {
                         *       "colour": "Pink",
                         *       "packSize": 6
                         *     }
                         */
                        attributes: {
                            [key: string]: string | number | boolean;
                        };
                        optionNames: string[];
                        /** @description Lists are sorted by it, the highest first. */
                        popularity: number;
                        media: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            /** @enum {string} */
                            kind: "image" | "video";
                            url: string;
                            alt: string;
                            /**
                             * @description What tells this variant from its siblings.
                             * @example {
                             *       "size": "L"
                             *     }
                             */
                            options: {
                                [key: string]: string;
                            };
                        }[];
                        /** @enum {string} */
                        status: "draft" | "active" | "archived";
                        variants: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            id: number;
                            sku: string;
                            /**
                             * @description What tells this variant from its siblings.
                             * @example {
                             *       "size": "L"
                             *     }
                             */
                            options: {
                                [key: string]: string;
                            };
                            weightGrams: number;
                            position: number;
                            /** @enum {string} */
                            status: "active" | "archived";
                            prices: {
                                /**
                                 * @description Numeric id.
                                 * @default 1
                                 * @example 1042
                                 */
                                priceListId: number;
                                /**
                                 * @description ISO 4217 currency code.
                                 * @example EUR
                                 */
                                currency: string;
                                /**
                                 * @description The price holds from this quantity on.
                                 * @default 1
                                 */
                                minQuantity: number;
                                /**
                                 * @description Of one unit.
                                 * @example 1250
                                 */
                                amountMinor: number;
                            }[];
                        }[];
                        /** @description Also the etag; send it as If-Match to change only this version. */
                        version: number;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setPrices: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `etag` of the answer that was read; if the thing has changed since, nothing is done and the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description Variant id: productId × 10,000 + position.
                 * @example 10420001
                 */
                variantId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    prices: {
                        /**
                         * @description Numeric id.
                         * @default 1
                         * @example 1042
                         */
                        priceListId?: number;
                        /**
                         * @description ISO 4217 currency code.
                         * @example EUR
                         */
                        currency: string;
                        /**
                         * @description The price holds from this quantity on.
                         * @default 1
                         */
                        minQuantity?: number;
                        /**
                         * @description Of one unit.
                         * @example 1250
                         */
                        amountMinor: number;
                    }[];
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        id: number;
                        slug: string;
                        name: string;
                        /** @description One line that says why one would want it. */
                        slogan: string;
                        description: string;
                        /** @description The first is the one that the product's page shows. */
                        categoryIds: number[];
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        brandId: number | null;
                        /**
                         * @description A service has no stock.
                         * @enum {string}
                         */
                        kind: "physical" | "service";
                        /** @description False: has a page and can be bought, but no list shows it. */
                        listed: boolean;
                        /**
                         * @example standard
                         * @example reduced
                         * @example zero
                         */
                        taxCategory: string;
                        /**
                         * @description By name; what there is and its type is in `/v1/attributes`.
                         * @example {
                         *       "colour": "Pink",
                         *       "packSize": 6
                         *     }
                         */
                        attributes: {
                            [key: string]: string | number | boolean;
                        };
                        optionNames: string[];
                        /** @description Lists are sorted by it, the highest first. */
                        popularity: number;
                        media: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            /** @enum {string} */
                            kind: "image" | "video";
                            url: string;
                            alt: string;
                            /**
                             * @description What tells this variant from its siblings.
                             * @example {
                             *       "size": "L"
                             *     }
                             */
                            options: {
                                [key: string]: string;
                            };
                        }[];
                        /** @enum {string} */
                        status: "draft" | "active" | "archived";
                        variants: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            id: number;
                            sku: string;
                            /**
                             * @description What tells this variant from its siblings.
                             * @example {
                             *       "size": "L"
                             *     }
                             */
                            options: {
                                [key: string]: string;
                            };
                            weightGrams: number;
                            position: number;
                            /** @enum {string} */
                            status: "active" | "archived";
                            prices: {
                                /**
                                 * @description Numeric id.
                                 * @default 1
                                 * @example 1042
                                 */
                                priceListId: number;
                                /**
                                 * @description ISO 4217 currency code.
                                 * @example EUR
                                 */
                                currency: string;
                                /**
                                 * @description The price holds from this quantity on.
                                 * @default 1
                                 */
                                minQuantity: number;
                                /**
                                 * @description Of one unit.
                                 * @example 1250
                                 */
                                amountMinor: number;
                            }[];
                        }[];
                        /** @description Also the etag; send it as If-Match to change only this version. */
                        version: number;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createCategory: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made by the client and kept over all retries of one request: it is then done once, and each retry gets the first answer.
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /**
                     * @description Lower-case letters and digits, words joined by hyphens, with a letter in it.
                     * @example white-hanging-heart
                     */
                    slug?: string;
                    /**
                     * @description Numeric id.
                     * @default null
                     * @example 1042
                     */
                    parentId?: number | null;
                    /**
                     * @description Place among its siblings, the lowest first.
                     * @default 0
                     */
                    position?: number;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        id: number;
                        slug: string;
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        parentId: number | null;
                        name: string;
                        /** @description Place among its siblings, the lowest first. */
                        position: number;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteCategory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Numeric id.
                 * @example 1042
                 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateCategory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Numeric id.
                 * @example 1042
                 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /**
                     * @description Lower-case letters and digits, words joined by hyphens, with a letter in it.
                     * @example white-hanging-heart
                     */
                    slug?: string;
                    /**
                     * @description Numeric id.
                     * @example 1042
                     */
                    parentId?: number | null;
                    /** @description Place among its siblings, the lowest first. */
                    position?: number;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        id: number;
                        slug: string;
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        parentId: number | null;
                        name: string;
                        /** @description Place among its siblings, the lowest first. */
                        position: number;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBrands: {
        parameters: {
            query?: {
                /** @description Items per page, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: do not build or store it. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * @description Numeric id.
                             * @example 1042
                             */
                            id: number;
                            slug: string;
                            name: string;
                        }[];
                        /** @description Cursor of the next page; null on the last one. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createBrand: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made by the client and kept over all retries of one request: it is then done once, and each retry gets the first answer.
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /**
                     * @description Lower-case letters and digits, words joined by hyphens, with a letter in it.
                     * @example white-hanging-heart
                     */
                    slug?: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        id: number;
                        slug: string;
                        name: string;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateBrand: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Numeric id.
                 * @example 1042
                 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /**
                     * @description Lower-case letters and digits, words joined by hyphens, with a letter in it.
                     * @example white-hanging-heart
                     */
                    slug: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        id: number;
                        slug: string;
                        name: string;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteBrand: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Numeric id.
                 * @example 1042
                 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putAttribute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    label: string;
                    /** @enum {string} */
                    type: "text" | "number" | "boolean" | "option";
                    /** @default null */
                    unit?: string | null;
                    /**
                     * @description What an attribute of type `option` may be.
                     * @default null
                     */
                    options?: string[] | null;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example packSize */
                        name: string;
                        /** @example Pack size */
                        label: string;
                        /** @enum {string} */
                        type: "text" | "number" | "boolean" | "option";
                        /** @example cm */
                        unit: string | null;
                        options: string[] | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteAttribute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPriceLists: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * @description Numeric id.
                             * @example 1042
                             */
                            id: number;
                            name: string;
                            /**
                             * @description ISO 4217 currency code.
                             * @example EUR
                             */
                            currency: string;
                            /**
                             * @description Of the lists in force that have a price, the highest priority decides.
                             * @default 0
                             */
                            priority: number;
                            /**
                             * @default standard
                             * @enum {string}
                             */
                            kind: "standard" | "sale";
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @default null
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            startsAt: string | null;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @default null
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            endsAt: string | null;
                        }[];
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createPriceList: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made by the client and kept over all retries of one request: it is then done once, and each retry gets the first answer.
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /**
                     * @description ISO 4217 currency code.
                     * @example EUR
                     */
                    currency: string;
                    /**
                     * @description Of the lists in force that have a price, the highest priority decides.
                     * @default 0
                     */
                    priority?: number;
                    /**
                     * @default standard
                     * @enum {string}
                     */
                    kind?: "standard" | "sale";
                    /**
                     * Format: date-time
                     * @description Instant, ISO 8601 in UTC.
                     * @default null
                     * @example 2026-11-27T08:00:00.000Z
                     */
                    startsAt?: string | null;
                    /**
                     * Format: date-time
                     * @description Instant, ISO 8601 in UTC.
                     * @default null
                     * @example 2026-11-27T08:00:00.000Z
                     */
                    endsAt?: string | null;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        id: number;
                        name: string;
                        /**
                         * @description ISO 4217 currency code.
                         * @example EUR
                         */
                        currency: string;
                        /**
                         * @description Of the lists in force that have a price, the highest priority decides.
                         * @default 0
                         */
                        priority: number;
                        /**
                         * @default standard
                         * @enum {string}
                         */
                        kind: "standard" | "sale";
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @default null
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        startsAt: string | null;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @default null
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        endsAt: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updatePriceList: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Numeric id.
                 * @example 1042
                 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /**
                     * @description ISO 4217 currency code.
                     * @example EUR
                     */
                    currency: string;
                    /**
                     * @description Of the lists in force that have a price, the highest priority decides.
                     * @default 0
                     */
                    priority?: number;
                    /**
                     * @default standard
                     * @enum {string}
                     */
                    kind?: "standard" | "sale";
                    /**
                     * Format: date-time
                     * @description Instant, ISO 8601 in UTC.
                     * @default null
                     * @example 2026-11-27T08:00:00.000Z
                     */
                    startsAt?: string | null;
                    /**
                     * Format: date-time
                     * @description Instant, ISO 8601 in UTC.
                     * @default null
                     * @example 2026-11-27T08:00:00.000Z
                     */
                    endsAt?: string | null;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Numeric id.
                         * @example 1042
                         */
                        id: number;
                        name: string;
                        /**
                         * @description ISO 4217 currency code.
                         * @example EUR
                         */
                        currency: string;
                        /**
                         * @description Of the lists in force that have a price, the highest priority decides.
                         * @default 0
                         */
                        priority: number;
                        /**
                         * @default standard
                         * @enum {string}
                         */
                        kind: "standard" | "sale";
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @default null
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        startsAt: string | null;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @default null
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        endsAt: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPriceAgreements: {
        parameters: {
            query?: {
                /** @description Items per page, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: do not build or store it. */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                shopperId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            variantId: number;
                            /**
                             * @description ISO 4217 currency code.
                             * @example EUR
                             */
                            currency: string;
                            amountMinor: number;
                            taxIncluded: boolean;
                        }[];
                        /** @description Cursor of the next page; null on the last one. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    savePriceAgreements: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                shopperId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    agreements: {
                        /**
                         * @description Variant id: productId × 10,000 + position.
                         * @example 10420001
                         */
                        variantId: number;
                        /**
                         * @description ISO 4217 currency code.
                         * @example EUR
                         */
                        currency: string;
                        amountMinor: number;
                        taxIncluded: boolean;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deletePriceAgreements: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                shopperId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putCurrency: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ISO 4217 currency code.
                 * @example EUR
                 */
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    exponent: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putRegion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /**
                     * @description ISO 4217 currency code.
                     * @example EUR
                     */
                    currency: string;
                    /**
                     * @description Added to converted prices, in ten thousandths.
                     * @default 0
                     */
                    adjustmentBasisPoints?: number;
                    pricesIncludeTax: boolean;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putCountry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ISO 3166-1 alpha-2 country code.
                 * @example DE
                 */
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    regionId: string;
                    latitude: number;
                    longitude: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTaxRates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * @description ISO 3166-1 alpha-2 country code.
                             * @example DE
                             */
                            country: string;
                            /** @description State or province; null: the whole country. */
                            region: string | null;
                            /** @example standard */
                            category: string;
                            /** @example 2000 */
                            rateBasisPoints: number;
                        }[];
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putTaxRate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description ISO 3166-1 alpha-2 country code.
                     * @example DE
                     */
                    country: string;
                    /** @description State or province; null: the whole country. */
                    region: string | null;
                    /** @example standard */
                    category: string;
                    /** @example 2000 */
                    rateBasisPoints: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteTaxRate: {
        parameters: {
            query: {
                /**
                 * @description ISO 3166-1 alpha-2 country code.
                 * @example DE
                 */
                country: string;
                region?: string;
                /** @example standard */
                category: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listExchangeRates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * @description ISO 4217 currency code.
                             * @example EUR
                             */
                            base: string;
                            /**
                             * @description ISO 4217 currency code.
                             * @example EUR
                             */
                            quote: string;
                            /**
                             * @description Units of `quote` for one of `base`.
                             * @example 1.152
                             */
                            rate: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            fetchedAt: string;
                            /** @description The provider could not be reached for more than an hour. */
                            stale: boolean;
                        }[];
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putExchangeRate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ISO 4217 currency code.
                 * @example EUR
                 */
                base: string;
                /**
                 * @description ISO 4217 currency code.
                 * @example EUR
                 */
                quote: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    rate: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPromotions: {
        parameters: {
            query?: {
                /** @description Items per page, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: do not build or store it. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            name: string;
                            /**
                             * @description What the shopper enters; null: applies by itself.
                             * @default null
                             * @example WELCOME10
                             */
                            code: string | null;
                            effect: {
                                /** @enum {string} */
                                type: "percentage";
                                /** @description Ten thousandths: 1,000 is 10 %. */
                                basisPoints: number;
                            } | {
                                /** @enum {string} */
                                type: "fixed";
                                amountMinor: number;
                            } | {
                                /** @enum {string} */
                                type: "free-shipping";
                                methodIds: string[] | null;
                            } | {
                                /** @enum {string} */
                                type: "buy-x-get-y";
                                buyQuantity: number;
                                getQuantity: number;
                                /** @description Ten thousandths: 1,000 is 10 %. */
                                discountBasisPoints: number;
                                maxApplications: number | null;
                            };
                            /**
                             * @default {
                             *       "minSubtotalMinor": null,
                             *       "productIds": null,
                             *       "categoryIds": null,
                             *       "countries": null,
                             *       "firstOrderOnly": false
                             *     }
                             */
                            conditions: {
                                /** @default null */
                                minSubtotalMinor: number | null;
                                /** @default null */
                                productIds: number[] | null;
                                /** @default null */
                                categoryIds: number[] | null;
                                /** @default null */
                                countries: string[] | null;
                                /** @default false */
                                firstOrderOnly: boolean;
                            };
                            /**
                             * @description ISO 4217 currency code.
                             * @default null
                             * @example EUR
                             */
                            currency: string | null;
                            /**
                             * @description Higher is applied earlier.
                             * @default 0
                             */
                            priority: number;
                            /**
                             * @description Stands alone.
                             * @default false
                             */
                            exclusive: boolean;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @default null
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            startsAt: string | null;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @default null
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            endsAt: string | null;
                            /** @default null */
                            maxUses: number | null;
                            /** @default null */
                            maxUsesPerCustomer: number | null;
                            /** @default true */
                            active: boolean;
                            /** @description Orders that have used it or are about to. */
                            uses: number;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            createdAt: string;
                        }[];
                        /** @description Cursor of the next page; null on the last one. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createPromotion: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made by the client and kept over all retries of one request: it is then done once, and each retry gets the first answer.
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /**
                     * @description What the shopper enters; null: applies by itself.
                     * @default null
                     * @example WELCOME10
                     */
                    code?: string | null;
                    effect: {
                        /** @enum {string} */
                        type: "percentage";
                        /** @description Ten thousandths: 1,000 is 10 %. */
                        basisPoints: number;
                    } | {
                        /** @enum {string} */
                        type: "fixed";
                        amountMinor: number;
                    } | {
                        /** @enum {string} */
                        type: "free-shipping";
                        methodIds: string[] | null;
                    } | {
                        /** @enum {string} */
                        type: "buy-x-get-y";
                        buyQuantity: number;
                        getQuantity: number;
                        /** @description Ten thousandths: 1,000 is 10 %. */
                        discountBasisPoints: number;
                        maxApplications: number | null;
                    };
                    /**
                     * @default {
                     *       "minSubtotalMinor": null,
                     *       "productIds": null,
                     *       "categoryIds": null,
                     *       "countries": null,
                     *       "firstOrderOnly": false
                     *     }
                     */
                    conditions?: {
                        /** @default null */
                        minSubtotalMinor?: number | null;
                        /** @default null */
                        productIds?: number[] | null;
                        /** @default null */
                        categoryIds?: number[] | null;
                        /** @default null */
                        countries?: string[] | null;
                        /** @default false */
                        firstOrderOnly?: boolean;
                    };
                    /**
                     * @description ISO 4217 currency code.
                     * @default null
                     * @example EUR
                     */
                    currency?: string | null;
                    /**
                     * @description Higher is applied earlier.
                     * @default 0
                     */
                    priority?: number;
                    /**
                     * @description Stands alone.
                     * @default false
                     */
                    exclusive?: boolean;
                    /**
                     * Format: date-time
                     * @description Instant, ISO 8601 in UTC.
                     * @default null
                     * @example 2026-11-27T08:00:00.000Z
                     */
                    startsAt?: string | null;
                    /**
                     * Format: date-time
                     * @description Instant, ISO 8601 in UTC.
                     * @default null
                     * @example 2026-11-27T08:00:00.000Z
                     */
                    endsAt?: string | null;
                    /** @default null */
                    maxUses?: number | null;
                    /** @default null */
                    maxUsesPerCustomer?: number | null;
                    /** @default true */
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        name: string;
                        /**
                         * @description What the shopper enters; null: applies by itself.
                         * @default null
                         * @example WELCOME10
                         */
                        code: string | null;
                        effect: {
                            /** @enum {string} */
                            type: "percentage";
                            /** @description Ten thousandths: 1,000 is 10 %. */
                            basisPoints: number;
                        } | {
                            /** @enum {string} */
                            type: "fixed";
                            amountMinor: number;
                        } | {
                            /** @enum {string} */
                            type: "free-shipping";
                            methodIds: string[] | null;
                        } | {
                            /** @enum {string} */
                            type: "buy-x-get-y";
                            buyQuantity: number;
                            getQuantity: number;
                            /** @description Ten thousandths: 1,000 is 10 %. */
                            discountBasisPoints: number;
                            maxApplications: number | null;
                        };
                        /**
                         * @default {
                         *       "minSubtotalMinor": null,
                         *       "productIds": null,
                         *       "categoryIds": null,
                         *       "countries": null,
                         *       "firstOrderOnly": false
                         *     }
                         */
                        conditions: {
                            /** @default null */
                            minSubtotalMinor: number | null;
                            /** @default null */
                            productIds: number[] | null;
                            /** @default null */
                            categoryIds: number[] | null;
                            /** @default null */
                            countries: string[] | null;
                            /** @default false */
                            firstOrderOnly: boolean;
                        };
                        /**
                         * @description ISO 4217 currency code.
                         * @default null
                         * @example EUR
                         */
                        currency: string | null;
                        /**
                         * @description Higher is applied earlier.
                         * @default 0
                         */
                        priority: number;
                        /**
                         * @description Stands alone.
                         * @default false
                         */
                        exclusive: boolean;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @default null
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        startsAt: string | null;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @default null
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        endsAt: string | null;
                        /** @default null */
                        maxUses: number | null;
                        /** @default null */
                        maxUsesPerCustomer: number | null;
                        /** @default true */
                        active: boolean;
                        /** @description Orders that have used it or are about to. */
                        uses: number;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        createdAt: string;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPromotion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                promotionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        name: string;
                        /**
                         * @description What the shopper enters; null: applies by itself.
                         * @default null
                         * @example WELCOME10
                         */
                        code: string | null;
                        effect: {
                            /** @enum {string} */
                            type: "percentage";
                            /** @description Ten thousandths: 1,000 is 10 %. */
                            basisPoints: number;
                        } | {
                            /** @enum {string} */
                            type: "fixed";
                            amountMinor: number;
                        } | {
                            /** @enum {string} */
                            type: "free-shipping";
                            methodIds: string[] | null;
                        } | {
                            /** @enum {string} */
                            type: "buy-x-get-y";
                            buyQuantity: number;
                            getQuantity: number;
                            /** @description Ten thousandths: 1,000 is 10 %. */
                            discountBasisPoints: number;
                            maxApplications: number | null;
                        };
                        /**
                         * @default {
                         *       "minSubtotalMinor": null,
                         *       "productIds": null,
                         *       "categoryIds": null,
                         *       "countries": null,
                         *       "firstOrderOnly": false
                         *     }
                         */
                        conditions: {
                            /** @default null */
                            minSubtotalMinor: number | null;
                            /** @default null */
                            productIds: number[] | null;
                            /** @default null */
                            categoryIds: number[] | null;
                            /** @default null */
                            countries: string[] | null;
                            /** @default false */
                            firstOrderOnly: boolean;
                        };
                        /**
                         * @description ISO 4217 currency code.
                         * @default null
                         * @example EUR
                         */
                        currency: string | null;
                        /**
                         * @description Higher is applied earlier.
                         * @default 0
                         */
                        priority: number;
                        /**
                         * @description Stands alone.
                         * @default false
                         */
                        exclusive: boolean;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @default null
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        startsAt: string | null;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @default null
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        endsAt: string | null;
                        /** @default null */
                        maxUses: number | null;
                        /** @default null */
                        maxUsesPerCustomer: number | null;
                        /** @default true */
                        active: boolean;
                        /** @description Orders that have used it or are about to. */
                        uses: number;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        createdAt: string;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updatePromotion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                promotionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /**
                     * @description What the shopper enters; null: applies by itself.
                     * @example WELCOME10
                     */
                    code?: string | null;
                    effect?: {
                        /** @enum {string} */
                        type: "percentage";
                        /** @description Ten thousandths: 1,000 is 10 %. */
                        basisPoints: number;
                    } | {
                        /** @enum {string} */
                        type: "fixed";
                        amountMinor: number;
                    } | {
                        /** @enum {string} */
                        type: "free-shipping";
                        methodIds: string[] | null;
                    } | {
                        /** @enum {string} */
                        type: "buy-x-get-y";
                        buyQuantity: number;
                        getQuantity: number;
                        /** @description Ten thousandths: 1,000 is 10 %. */
                        discountBasisPoints: number;
                        maxApplications: number | null;
                    };
                    conditions?: {
                        /** @default null */
                        minSubtotalMinor?: number | null;
                        /** @default null */
                        productIds?: number[] | null;
                        /** @default null */
                        categoryIds?: number[] | null;
                        /** @default null */
                        countries?: string[] | null;
                        /** @default false */
                        firstOrderOnly?: boolean;
                    };
                    /**
                     * @description ISO 4217 currency code.
                     * @example EUR
                     */
                    currency?: string | null;
                    /** @description Higher is applied earlier. */
                    priority?: number;
                    exclusive?: boolean;
                    /**
                     * Format: date-time
                     * @description Instant, ISO 8601 in UTC.
                     * @example 2026-11-27T08:00:00.000Z
                     */
                    startsAt?: string | null;
                    /**
                     * Format: date-time
                     * @description Instant, ISO 8601 in UTC.
                     * @example 2026-11-27T08:00:00.000Z
                     */
                    endsAt?: string | null;
                    maxUses?: number | null;
                    maxUsesPerCustomer?: number | null;
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        name: string;
                        /**
                         * @description What the shopper enters; null: applies by itself.
                         * @default null
                         * @example WELCOME10
                         */
                        code: string | null;
                        effect: {
                            /** @enum {string} */
                            type: "percentage";
                            /** @description Ten thousandths: 1,000 is 10 %. */
                            basisPoints: number;
                        } | {
                            /** @enum {string} */
                            type: "fixed";
                            amountMinor: number;
                        } | {
                            /** @enum {string} */
                            type: "free-shipping";
                            methodIds: string[] | null;
                        } | {
                            /** @enum {string} */
                            type: "buy-x-get-y";
                            buyQuantity: number;
                            getQuantity: number;
                            /** @description Ten thousandths: 1,000 is 10 %. */
                            discountBasisPoints: number;
                            maxApplications: number | null;
                        };
                        /**
                         * @default {
                         *       "minSubtotalMinor": null,
                         *       "productIds": null,
                         *       "categoryIds": null,
                         *       "countries": null,
                         *       "firstOrderOnly": false
                         *     }
                         */
                        conditions: {
                            /** @default null */
                            minSubtotalMinor: number | null;
                            /** @default null */
                            productIds: number[] | null;
                            /** @default null */
                            categoryIds: number[] | null;
                            /** @default null */
                            countries: string[] | null;
                            /** @default false */
                            firstOrderOnly: boolean;
                        };
                        /**
                         * @description ISO 4217 currency code.
                         * @default null
                         * @example EUR
                         */
                        currency: string | null;
                        /**
                         * @description Higher is applied earlier.
                         * @default 0
                         */
                        priority: number;
                        /**
                         * @description Stands alone.
                         * @default false
                         */
                        exclusive: boolean;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @default null
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        startsAt: string | null;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @default null
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        endsAt: string | null;
                        /** @default null */
                        maxUses: number | null;
                        /** @default null */
                        maxUsesPerCustomer: number | null;
                        /** @default true */
                        active: boolean;
                        /** @description Orders that have used it or are about to. */
                        uses: number;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        createdAt: string;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAllShippingMethods: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @example standard */
                            id: string;
                            name: string;
                            /**
                             * @description A pickup costs nothing.
                             * @enum {string}
                             */
                            kind: "delivery" | "pickup";
                            /** @description The one that names the country decides, else its region, else one that names none. */
                            zones: {
                                countries: string[];
                                regionIds: string[];
                                /**
                                 * @description Whether a tier's `from` is in grams or in minor units.
                                 * @enum {string}
                                 */
                                basis: "weight" | "subtotal";
                                tiers: {
                                    from: number;
                                    /** @description In minor units of the base currency. */
                                    amountMinor: number;
                                }[];
                                /** @description In minor units of the base currency. */
                                freeFromMinor: number | null;
                                maxWeightGrams: number | null;
                            }[];
                            /** @default 0 */
                            position: number;
                            /** @default true */
                            active: boolean;
                        }[];
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putShippingMethod: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example standard */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /**
                     * @description A pickup costs nothing.
                     * @enum {string}
                     */
                    kind: "delivery" | "pickup";
                    /** @description The one that names the country decides, else its region, else one that names none. */
                    zones: {
                        countries: string[];
                        regionIds: string[];
                        /**
                         * @description Whether a tier's `from` is in grams or in minor units.
                         * @enum {string}
                         */
                        basis: "weight" | "subtotal";
                        tiers: {
                            from: number;
                            /** @description In minor units of the base currency. */
                            amountMinor: number;
                        }[];
                        /** @description In minor units of the base currency. */
                        freeFromMinor: number | null;
                        maxWeightGrams: number | null;
                    }[];
                    /** @default 0 */
                    position?: number;
                    /** @default true */
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWarehouses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @example LON1 */
                            code: string;
                            name: string;
                            /**
                             * @description ISO 3166-1 alpha-2 country code.
                             * @example DE
                             */
                            country: string;
                            latitude: number;
                            longitude: number;
                            /**
                             * @description What preparing a parcel there costs.
                             * @default 0
                             */
                            handlingCostMinor: number;
                            /**
                             * @description False: nothing is sold from there; its stock stays.
                             * @default true
                             */
                            active: boolean;
                        }[];
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putWarehouse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example LON1 */
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /**
                     * @description ISO 3166-1 alpha-2 country code.
                     * @example DE
                     */
                    country: string;
                    latitude: number;
                    longitude: number;
                    /**
                     * @description What preparing a parcel there costs.
                     * @default 0
                     */
                    handlingCostMinor?: number;
                    /**
                     * @description False: nothing is sold from there; its stock stays.
                     * @default true
                     */
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSynonyms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            terms: string[];
                            oneWay: boolean;
                        }[];
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSynonyms: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made by the client and kept over all retries of one request: it is then done once, and each retry gets the first answer.
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @example [
                     *       "sofa",
                     *       "couch",
                     *       "settee"
                     *     ]
                     */
                    terms: string[];
                    /**
                     * @description The first term finds the others too, but they do not find it: `phone` finds `iphone`.
                     * @default false
                     */
                    oneWay?: boolean;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        terms: string[];
                        oneWay: boolean;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putSynonyms: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                synonymsId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @example [
                     *       "sofa",
                     *       "couch",
                     *       "settee"
                     *     ]
                     */
                    terms: string[];
                    /**
                     * @description The first term finds the others too, but they do not find it: `phone` finds `iphone`.
                     * @default false
                     */
                    oneWay?: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        terms: string[];
                        oneWay: boolean;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteSynonyms: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                synonymsId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Variant id: productId × 10,000 + position.
                 * @example 10420001
                 */
                variantId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Variant id: productId × 10,000 + position.
                         * @example 10420001
                         */
                        variantId: number;
                        /** @description Units on the shelves of all warehouses. */
                        onHand: number;
                        /** @description Units promised, held or allocated. */
                        reserved: number;
                        /** @description Units that can be sold without a backorder. */
                        available: number;
                        warehouses: {
                            /**
                             * @description Code of a warehouse.
                             * @example LON
                             */
                            warehouse: string;
                            onHand: number;
                            reserved: number;
                            /** @description The part of the reserved units that belongs to paid orders. */
                            allocated: number;
                            /** @description Units that may be sold beyond those on hand. */
                            backorderLimit: number;
                            /** @description Below this an alert is given. */
                            reorderLevel: number | null;
                        }[];
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setStock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Variant id: productId × 10,000 + position.
                 * @example 10420001
                 */
                variantId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Code of a warehouse.
                     * @example LON
                     */
                    warehouse: string;
                    /** @description Units on the shelf; the difference goes into the ledger as an adjustment. */
                    onHand: number;
                    /** @description Units that may be sold beyond those on hand; unchanged when left out. */
                    backorderLimit?: number;
                    /** @description Below this an alert is given; null for none, unchanged when left out. */
                    reorderLevel?: number | null;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Variant id: productId × 10,000 + position.
                         * @example 10420001
                         */
                        variantId: number;
                        /** @description Units on the shelves of all warehouses. */
                        onHand: number;
                        /** @description Units promised, held or allocated. */
                        reserved: number;
                        /** @description Units that can be sold without a backorder. */
                        available: number;
                        warehouses: {
                            /**
                             * @description Code of a warehouse.
                             * @example LON
                             */
                            warehouse: string;
                            onHand: number;
                            reserved: number;
                            /** @description The part of the reserved units that belongs to paid orders. */
                            allocated: number;
                            /** @description Units that may be sold beyond those on hand. */
                            backorderLimit: number;
                            /** @description Below this an alert is given. */
                            reorderLevel: number | null;
                        }[];
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listStockLedger: {
        parameters: {
            query?: {
                /** @description Items per page, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: do not build or store it. */
                cursor?: string;
                /**
                 * @description Code of a warehouse.
                 * @example LON
                 */
                warehouse?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Variant id: productId × 10,000 + position.
                 * @example 10420001
                 */
                variantId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * @description Code of a warehouse.
                             * @example LON
                             */
                            warehouse: string;
                            /** @description Counts the entries of this level, without gaps. */
                            version: number;
                            /** @description What happened: receive, adjust, hold, allocate, ship, … */
                            kind: string;
                            onHandDelta: number;
                            reservedDelta: number;
                            allocatedDelta: number;
                            backorderLimitDelta: number;
                            /**
                             * Format: uuid
                             * @description The hold, return or change that caused it.
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            referenceId: string | null;
                            note: string | null;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            recordedAt: string;
                        }[];
                        /** @description Cursor of the next page; null on the last one. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLowStock: {
        parameters: {
            query?: {
                /** @description Items per page, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: do not build or store it. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            variantId: number;
                            sku: string;
                            /**
                             * @description Code of a warehouse.
                             * @example LON
                             */
                            warehouse: string;
                            available: number;
                            reorderLevel: number;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            lowSince: string;
                        }[];
                        /** @description Cursor of the next page; null on the last one. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    receiveStock: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made by the client and kept over all retries of one request: it is then done once, and each retry gets the first answer.
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    lines: {
                        /**
                         * @description Variant id: productId × 10,000 + position.
                         * @example 10420001
                         */
                        variantId: number;
                        /**
                         * @description Code of a warehouse.
                         * @example LON
                         */
                        warehouse: string;
                        quantity: number;
                    }[];
                    /** @description For the ledger. */
                    note?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Names this change in the ledger.
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        /** @description The levels that were changed, as they are afterwards. */
                        levels: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            variantId: number;
                            /**
                             * @description Code of a warehouse.
                             * @example LON
                             */
                            warehouse: string;
                            onHand: number;
                            reserved: number;
                        }[];
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adjustStock: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made by the client and kept over all retries of one request: it is then done once, and each retry gets the first answer.
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    lines: {
                        /**
                         * @description Variant id: productId × 10,000 + position.
                         * @example 10420001
                         */
                        variantId: number;
                        /**
                         * @description Code of a warehouse.
                         * @example LON
                         */
                        warehouse: string;
                        /** @description Units found (above 0) or missing (below 0). */
                        delta: number;
                    }[];
                    /** @description For the ledger. */
                    note?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Names this change in the ledger.
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        /** @description The levels that were changed, as they are afterwards. */
                        levels: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            variantId: number;
                            /**
                             * @description Code of a warehouse.
                             * @example LON
                             */
                            warehouse: string;
                            onHand: number;
                            reserved: number;
                        }[];
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    transferStock: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made by the client and kept over all retries of one request: it is then done once, and each retry gets the first answer.
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    lines: {
                        /**
                         * @description Variant id: productId × 10,000 + position.
                         * @example 10420001
                         */
                        variantId: number;
                        /**
                         * @description Code of a warehouse.
                         * @example LON
                         */
                        from: string;
                        /**
                         * @description Code of a warehouse.
                         * @example LON
                         */
                        to: string;
                        quantity: number;
                    }[];
                    /** @description For the ledger. */
                    note?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Names this change in the ledger.
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        /** @description The levels that were changed, as they are afterwards. */
                        levels: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            variantId: number;
                            /**
                             * @description Code of a warehouse.
                             * @example LON
                             */
                            warehouse: string;
                            onHand: number;
                            reserved: number;
                        }[];
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAllOrders: {
        parameters: {
            query?: {
                /** @description Items per page, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: do not build or store it. */
                cursor?: string;
                status?: "pending" | "payment_failed" | "paid" | "fulfilled" | "cancelled" | "returned";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            /**
                             * @description For people.
                             * @example 2611-K7QM-2XD9
                             */
                            number: string;
                            /** @enum {string} */
                            status: "pending" | "payment_failed" | "paid" | "fulfilled" | "cancelled" | "returned";
                            /**
                             * @description ISO 4217 currency code.
                             * @example EUR
                             */
                            currency: string;
                            /** @description The lines before discounts. */
                            subtotalMinor: number;
                            /** @description What promotions took off the lines. */
                            discountMinor: number;
                            /** @description Shipping, after promotions. */
                            shippingMinor: number;
                            /** @description Tax on top of the prices. */
                            taxMinor: number;
                            /** @description Tax within the prices. */
                            includedTaxMinor: number;
                            /** @description subtotalMinor − discountMinor + shippingMinor + taxMinor. */
                            totalMinor: number;
                            shippingMethod: string | null;
                            /**
                             * Format: email
                             * @description E-mail address.
                             * @example ada@example.com
                             */
                            email: string;
                            shippingAddress: {
                                /** @example Ada Byron */
                                name: string;
                                /** @example 12 St James's Square */
                                line1: string;
                                line2?: string;
                                /** @example London */
                                city: string;
                                /** @description State or province. */
                                region?: string;
                                /** @example SW1Y 4JH */
                                postalCode: string;
                                /**
                                 * @description ISO 3166-1 alpha-2 country code.
                                 * @example DE
                                 */
                                country: string;
                            };
                            promotions: {
                                /**
                                 * Format: uuid
                                 * @description Id (UUIDv7).
                                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                                 */
                                id: string;
                                name: string;
                                code: string | null;
                                /** @description What it took off, shipping included. */
                                amountMinor: number;
                            }[];
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            placedAt: string;
                            lines: {
                                /**
                                 * @description Variant id: productId × 10,000 + position.
                                 * @example 10420001
                                 */
                                variantId: number;
                                sku: string;
                                name: string;
                                quantity: number;
                                /** @description Price of one unit. */
                                unitPriceMinor: number;
                                /** @description unitPriceMinor × quantity, before the discount. */
                                totalMinor: number;
                                /** @description What promotions took off this line. */
                                discountMinor: number;
                                /** @description Tax on top of the line's price. */
                                taxMinor: number;
                                /** @description Tax within the line's price. */
                                includedTaxMinor: number;
                                /** @description Units that came back. */
                                returnedQuantity: number;
                                /** @description Which warehouses the units come from; empty for what needs no stock. */
                                allocations: {
                                    warehouse: string;
                                    quantity: number;
                                }[];
                            }[];
                            payment: {
                                /** @enum {string} */
                                status: "pending" | "paid" | "declined" | "partially_refunded" | "refunded";
                                provider: string;
                                /** @description The provider's name for the payment. */
                                reference: string | null;
                                declineCode: string | null;
                                /** @description What went back or is promised to go back. */
                                refundedMinor: number;
                            };
                            /**
                             * Format: uuid
                             * @description Who ordered; a guest has an id too.
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            shopperId: string;
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            cartId: string;
                            /** @description Grows with every change. */
                            version: number;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            updatedAt: string;
                        }[];
                        /** @description Cursor of the next page; null on the last one. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAnyOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        /**
                         * @description For people.
                         * @example 2611-K7QM-2XD9
                         */
                        number: string;
                        /** @enum {string} */
                        status: "pending" | "payment_failed" | "paid" | "fulfilled" | "cancelled" | "returned";
                        /**
                         * @description ISO 4217 currency code.
                         * @example EUR
                         */
                        currency: string;
                        /** @description The lines before discounts. */
                        subtotalMinor: number;
                        /** @description What promotions took off the lines. */
                        discountMinor: number;
                        /** @description Shipping, after promotions. */
                        shippingMinor: number;
                        /** @description Tax on top of the prices. */
                        taxMinor: number;
                        /** @description Tax within the prices. */
                        includedTaxMinor: number;
                        /** @description subtotalMinor − discountMinor + shippingMinor + taxMinor. */
                        totalMinor: number;
                        shippingMethod: string | null;
                        /**
                         * Format: email
                         * @description E-mail address.
                         * @example ada@example.com
                         */
                        email: string;
                        shippingAddress: {
                            /** @example Ada Byron */
                            name: string;
                            /** @example 12 St James's Square */
                            line1: string;
                            line2?: string;
                            /** @example London */
                            city: string;
                            /** @description State or province. */
                            region?: string;
                            /** @example SW1Y 4JH */
                            postalCode: string;
                            /**
                             * @description ISO 3166-1 alpha-2 country code.
                             * @example DE
                             */
                            country: string;
                        };
                        promotions: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            name: string;
                            code: string | null;
                            /** @description What it took off, shipping included. */
                            amountMinor: number;
                        }[];
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        placedAt: string;
                        lines: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            variantId: number;
                            sku: string;
                            name: string;
                            quantity: number;
                            /** @description Price of one unit. */
                            unitPriceMinor: number;
                            /** @description unitPriceMinor × quantity, before the discount. */
                            totalMinor: number;
                            /** @description What promotions took off this line. */
                            discountMinor: number;
                            /** @description Tax on top of the line's price. */
                            taxMinor: number;
                            /** @description Tax within the line's price. */
                            includedTaxMinor: number;
                            /** @description Units that came back. */
                            returnedQuantity: number;
                            /** @description Which warehouses the units come from; empty for what needs no stock. */
                            allocations: {
                                warehouse: string;
                                quantity: number;
                            }[];
                        }[];
                        payment: {
                            /** @enum {string} */
                            status: "pending" | "paid" | "declined" | "partially_refunded" | "refunded";
                            provider: string;
                            /** @description The provider's name for the payment. */
                            reference: string | null;
                            declineCode: string | null;
                            /** @description What went back or is promised to go back. */
                            refundedMinor: number;
                        };
                        /**
                         * Format: uuid
                         * @description Who ordered; a guest has an id too.
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        shopperId: string;
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        cartId: string;
                        /** @description Grows with every change. */
                        version: number;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        updatedAt: string;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    fulfilOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        /**
                         * @description For people.
                         * @example 2611-K7QM-2XD9
                         */
                        number: string;
                        /** @enum {string} */
                        status: "pending" | "payment_failed" | "paid" | "fulfilled" | "cancelled" | "returned";
                        /**
                         * @description ISO 4217 currency code.
                         * @example EUR
                         */
                        currency: string;
                        /** @description The lines before discounts. */
                        subtotalMinor: number;
                        /** @description What promotions took off the lines. */
                        discountMinor: number;
                        /** @description Shipping, after promotions. */
                        shippingMinor: number;
                        /** @description Tax on top of the prices. */
                        taxMinor: number;
                        /** @description Tax within the prices. */
                        includedTaxMinor: number;
                        /** @description subtotalMinor − discountMinor + shippingMinor + taxMinor. */
                        totalMinor: number;
                        shippingMethod: string | null;
                        /**
                         * Format: email
                         * @description E-mail address.
                         * @example ada@example.com
                         */
                        email: string;
                        shippingAddress: {
                            /** @example Ada Byron */
                            name: string;
                            /** @example 12 St James's Square */
                            line1: string;
                            line2?: string;
                            /** @example London */
                            city: string;
                            /** @description State or province. */
                            region?: string;
                            /** @example SW1Y 4JH */
                            postalCode: string;
                            /**
                             * @description ISO 3166-1 alpha-2 country code.
                             * @example DE
                             */
                            country: string;
                        };
                        promotions: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            name: string;
                            code: string | null;
                            /** @description What it took off, shipping included. */
                            amountMinor: number;
                        }[];
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        placedAt: string;
                        lines: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            variantId: number;
                            sku: string;
                            name: string;
                            quantity: number;
                            /** @description Price of one unit. */
                            unitPriceMinor: number;
                            /** @description unitPriceMinor × quantity, before the discount. */
                            totalMinor: number;
                            /** @description What promotions took off this line. */
                            discountMinor: number;
                            /** @description Tax on top of the line's price. */
                            taxMinor: number;
                            /** @description Tax within the line's price. */
                            includedTaxMinor: number;
                            /** @description Units that came back. */
                            returnedQuantity: number;
                            /** @description Which warehouses the units come from; empty for what needs no stock. */
                            allocations: {
                                warehouse: string;
                                quantity: number;
                            }[];
                        }[];
                        payment: {
                            /** @enum {string} */
                            status: "pending" | "paid" | "declined" | "partially_refunded" | "refunded";
                            provider: string;
                            /** @description The provider's name for the payment. */
                            reference: string | null;
                            declineCode: string | null;
                            /** @description What went back or is promised to go back. */
                            refundedMinor: number;
                        };
                        /**
                         * Format: uuid
                         * @description Who ordered; a guest has an id too.
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        shopperId: string;
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        cartId: string;
                        /** @description Grows with every change. */
                        version: number;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        updatedAt: string;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refundOrder: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made by the client and kept over all retries of one request: it is then done once, and each retry gets the first answer.
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description In the currency of the order. */
                    amountMinor: number;
                    /** @description For the books. */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        orderId: string;
                        /** @description In the currency of the order. */
                        amountMinor: number;
                        /**
                         * @description ISO 4217 currency code.
                         * @example EUR
                         */
                        currency: string;
                        reason: string;
                        /**
                         * @description pending until the provider has confirmed it.
                         * @enum {string}
                         */
                        status: "pending" | "refunded" | "refused";
                        reference: string | null;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        createdAt: string;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    returnOrder: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made by the client and kept over all retries of one request: it is then done once, and each retry gets the first answer.
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    lines: {
                        /**
                         * @description Variant id: productId × 10,000 + position.
                         * @example 10420001
                         */
                        variantId: number;
                        quantity: number;
                    }[];
                    /** @description Whether what was sent goes back on the shelf. What was not sent yet never left it. */
                    restock: boolean;
                    /** @description What goes back; what was paid for the units when left out, as far as it is still refundable. */
                    refundMinor?: number;
                    /** @description For the books. */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        orderId: string;
                        lines: {
                            /**
                             * @description Variant id: productId × 10,000 + position.
                             * @example 10420001
                             */
                            variantId: number;
                            quantity: number;
                        }[];
                        restock: boolean;
                        reason: string;
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        refundId: string | null;
                        /** @description What goes back for it, in the currency of the order. */
                        refundMinor: number;
                        /**
                         * @description ISO 4217 currency code.
                         * @example EUR
                         */
                        currency: string;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        createdAt: string;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listModeratedReviews: {
        parameters: {
            query?: {
                /** @description Items per page, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: do not build or store it. */
                cursor?: string;
                /** @description `reported`: waits for a decision, the oldest first. `hidden`: was taken out, the newest first. */
                queue?: "reported" | "hidden";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * @description Id of the review; it names the product too.
                             * @example 1042000007
                             */
                            id: number;
                            /** @example 1042 */
                            productId: number;
                            /**
                             * @description 1 to 5 stars.
                             * @example 4
                             */
                            rating: number;
                            summary: string;
                            /** @description As it was written: escape it where it is shown. */
                            body: string;
                            recommend: boolean;
                            reviewerName: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            createdAt: string;
                            /** @description Votes of those whom it helped. */
                            helpfulCount: number;
                            /** @description Whether the writer had bought the product in this shop. */
                            verifiedPurchase: boolean;
                            photos: {
                                /** @example 10420000071 */
                                id: number;
                                url: string;
                            }[];
                            characteristics: {
                                /** @enum {string} */
                                name: "Size" | "Width" | "Comfort" | "Quality" | "Length" | "Fit";
                                value: number;
                            }[];
                            /** @description What the seller says to it. */
                            response: {
                                body: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC.
                                 * @example 2026-11-27T08:00:00.000Z
                                 */
                                createdAt: string;
                            } | null;
                            /** @description Made for the demo and written by nobody. */
                            generated: boolean;
                            hidden: boolean;
                            openReports: number;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            reportedAt: string | null;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            hiddenAt: string | null;
                            /** @description The newest reports, decided ones too. */
                            reports: {
                                reason: string | null;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC.
                                 * @example 2026-11-27T08:00:00.000Z
                                 */
                                createdAt: string;
                            }[];
                        }[];
                        /** @description Cursor of the next page; null on the last one. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    hideReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the review; it names the product too.
                 * @example 1042000007
                 */
                reviewId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restoreReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the review; it names the product too.
                 * @example 1042000007
                 */
                reviewId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putReviewResponse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the review; it names the product too.
                 * @example 1042000007
                 */
                reviewId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Shown below the review.
                     * @example Thank you!
                     */
                    body: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Id of the review; it names the product too.
                         * @example 1042000007
                         */
                        id: number;
                        /** @example 1042 */
                        productId: number;
                        /**
                         * @description 1 to 5 stars.
                         * @example 4
                         */
                        rating: number;
                        summary: string;
                        /** @description As it was written: escape it where it is shown. */
                        body: string;
                        recommend: boolean;
                        reviewerName: string;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        createdAt: string;
                        /** @description Votes of those whom it helped. */
                        helpfulCount: number;
                        /** @description Whether the writer had bought the product in this shop. */
                        verifiedPurchase: boolean;
                        photos: {
                            /** @example 10420000071 */
                            id: number;
                            url: string;
                        }[];
                        characteristics: {
                            /** @enum {string} */
                            name: "Size" | "Width" | "Comfort" | "Quality" | "Length" | "Fit";
                            value: number;
                        }[];
                        /** @description What the seller says to it. */
                        response: {
                            body: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            createdAt: string;
                        } | null;
                        /** @description Made for the demo and written by nobody. */
                        generated: boolean;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteReviewResponse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the review; it names the product too.
                 * @example 1042000007
                 */
                reviewId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putProductCharacteristics: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Numeric id.
                 * @example 1042
                 */
                productId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    names: ("Size" | "Width" | "Comfort" | "Quality" | "Length" | "Fit")[] | null;
                };
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listModeratedQuestions: {
        parameters: {
            query?: {
                /** @description Items per page, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: do not build or store it. */
                cursor?: string;
                /** @description `reported`: waits for a decision, the oldest first. `hidden`: was taken out, the newest first. */
                queue?: "reported" | "hidden";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * @description Id of the question; it names the product too.
                             * @example 1042000007
                             */
                            id: number;
                            /** @example 1042 */
                            productId: number;
                            /** @description As it was written: escape it where it is shown. */
                            body: string;
                            askerName: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            createdAt: string;
                            /** @description Votes of those whom it helped. */
                            helpfulCount: number;
                            /** @description All answers; the list of answers has those that do not come along. */
                            answerCount: number;
                            /** @description The seller's first, then the most helpful. */
                            answers: {
                                /**
                                 * @description Id of the answer; it names the product too.
                                 * @example 1042000007
                                 */
                                id: number;
                                /**
                                 * @description Id of the question; it names the product too.
                                 * @example 1042000007
                                 */
                                questionId: number;
                                /** @example 1042 */
                                productId: number;
                                /** @description As it was written: escape it where it is shown. */
                                body: string;
                                answererName: string;
                                /** @description The shop's own word. */
                                bySeller: boolean;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC.
                                 * @example 2026-11-27T08:00:00.000Z
                                 */
                                createdAt: string;
                                /** @description Votes of those whom it helped. */
                                helpfulCount: number;
                                photos: {
                                    /** @example 10420000071 */
                                    id: number;
                                    url: string;
                                }[];
                                /** @description Made for the demo and written by nobody. */
                                generated: boolean;
                            }[];
                            /** @description Made for the demo and written by nobody. */
                            generated: boolean;
                            hidden: boolean;
                            openReports: number;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            reportedAt: string | null;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            hiddenAt: string | null;
                            /** @description The newest reports, decided ones too. */
                            reports: {
                                reason: string | null;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC.
                                 * @example 2026-11-27T08:00:00.000Z
                                 */
                                createdAt: string;
                            }[];
                        }[];
                        /** @description Cursor of the next page; null on the last one. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listModeratedAnswers: {
        parameters: {
            query?: {
                /** @description Items per page, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: do not build or store it. */
                cursor?: string;
                /** @description `reported`: waits for a decision, the oldest first. `hidden`: was taken out, the newest first. */
                queue?: "reported" | "hidden";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * @description Id of the answer; it names the product too.
                             * @example 1042000007
                             */
                            id: number;
                            /**
                             * @description Id of the question; it names the product too.
                             * @example 1042000007
                             */
                            questionId: number;
                            /** @example 1042 */
                            productId: number;
                            /** @description As it was written: escape it where it is shown. */
                            body: string;
                            answererName: string;
                            /** @description The shop's own word. */
                            bySeller: boolean;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            createdAt: string;
                            /** @description Votes of those whom it helped. */
                            helpfulCount: number;
                            photos: {
                                /** @example 10420000071 */
                                id: number;
                                url: string;
                            }[];
                            /** @description Made for the demo and written by nobody. */
                            generated: boolean;
                            hidden: boolean;
                            openReports: number;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            reportedAt: string | null;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            hiddenAt: string | null;
                            /** @description The newest reports, decided ones too. */
                            reports: {
                                reason: string | null;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC.
                                 * @example 2026-11-27T08:00:00.000Z
                                 */
                                createdAt: string;
                            }[];
                        }[];
                        /** @description Cursor of the next page; null on the last one. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    hideQuestion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the question; it names the product too.
                 * @example 1042000007
                 */
                questionId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restoreQuestion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the question; it names the product too.
                 * @example 1042000007
                 */
                questionId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    hideAnswer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the answer; it names the product too.
                 * @example 1042000007
                 */
                answerId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restoreAnswer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the answer; it names the product too.
                 * @example 1042000007
                 */
                answerId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSellerAnswer: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made by the client and kept over all retries of one request: it is then done once, and each retry gets the first answer.
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Id of the question; it names the product too.
                 * @example 1042000007
                 */
                questionId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description The answer.
                     * @example Yes, it goes into the dishwasher.
                     */
                    body: string;
                    /** @description http(s) addresses of photos, 5 at the most. */
                    photos?: string[];
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Id of the answer; it names the product too.
                         * @example 1042000007
                         */
                        id: number;
                        /**
                         * @description Id of the question; it names the product too.
                         * @example 1042000007
                         */
                        questionId: number;
                        /** @example 1042 */
                        productId: number;
                        /** @description As it was written: escape it where it is shown. */
                        body: string;
                        answererName: string;
                        /** @description The shop's own word. */
                        bySeller: boolean;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        createdAt: string;
                        /** @description Votes of those whom it helped. */
                        helpfulCount: number;
                        photos: {
                            /** @example 10420000071 */
                            id: number;
                            url: string;
                        }[];
                        /** @description Made for the demo and written by nobody. */
                        generated: boolean;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listModeratedComments: {
        parameters: {
            query?: {
                /** @description Items per page, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: do not build or store it. */
                cursor?: string;
                /** @description `reported`: waits for a decision, the oldest first. `hidden`: was taken out, the newest first. */
                queue?: "reported" | "hidden";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * @description Id of the comment; it names the product too.
                             * @example 1042000007
                             */
                            id: number;
                            /**
                             * @description Numeric id.
                             * @example 1042
                             */
                            productId: number;
                            name: string;
                            body: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            createdAt: string;
                            hidden: boolean;
                            openReports: number;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            reportedAt: string | null;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            hiddenAt: string | null;
                            /** @description The newest reports, decided ones too. */
                            reports: {
                                reason: string | null;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC.
                                 * @example 2026-11-27T08:00:00.000Z
                                 */
                                createdAt: string;
                            }[];
                        }[];
                        /** @description Cursor of the next page; null on the last one. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    hideComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the comment; it names the product too.
                 * @example 1042000007
                 */
                commentId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restoreComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the comment; it names the product too.
                 * @example 1042000007
                 */
                commentId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @description Items per page, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: do not build or store it. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            /** @description Whose key this is, for the list. */
                            name: string;
                            /**
                             * @description What the key may do: viewer reads; catalog, fulfilment and finance change their part; owner does everything.
                             * @enum {string}
                             */
                            role: "viewer" | "catalog" | "fulfilment" | "finance" | "owner";
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            createdAt: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            revokedAt: string | null;
                        }[];
                        /** @description Cursor of the next page; null on the last one. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Whose key this is, for the list. */
                    name: string;
                    /**
                     * @description What the key may do: viewer reads; catalog, fulfilment and finance change their part; owner does everything.
                     * @enum {string}
                     */
                    role: "viewer" | "catalog" | "fulfilment" | "finance" | "owner";
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        /** @description Whose key this is, for the list. */
                        name: string;
                        /**
                         * @description What the key may do: viewer reads; catalog, fulfilment and finance change their part; owner does everything.
                         * @enum {string}
                         */
                        role: "viewer" | "catalog" | "fulfilment" | "finance" | "owner";
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        createdAt: string;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        revokedAt: string | null;
                        /** @description The key itself. It is shown this once and kept nowhere. */
                        key: string;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                /** @description Items per page, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: do not build or store it. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            /** @description Where events are sent by POST. */
                            url: string;
                            eventTypes: ("order.placed" | "order.paid" | "order.payment_failed" | "order.cancelled" | "order.fulfilled" | "order.returned" | "order.refunded" | "order.refund_refused" | "stock.low" | "product.created" | "product.updated" | "product.archived" | "price.changed" | "customer.registered" | "review.posted" | "question.posted" | "answer.posted")[];
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            createdAt: string;
                        }[];
                        /** @description Cursor of the next page; null on the last one. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made by the client and kept over all retries of one request: it is then done once, and each retry gets the first answer.
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description An https URL outside private networks. */
                    url: string;
                    eventTypes: ("order.placed" | "order.paid" | "order.payment_failed" | "order.cancelled" | "order.fulfilled" | "order.returned" | "order.refunded" | "order.refund_refused" | "stock.low" | "product.created" | "product.updated" | "product.archived" | "price.changed" | "customer.registered" | "review.posted" | "question.posted" | "answer.posted")[];
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        /** @description Where events are sent by POST. */
                        url: string;
                        eventTypes: ("order.placed" | "order.paid" | "order.payment_failed" | "order.cancelled" | "order.fulfilled" | "order.returned" | "order.refunded" | "order.refund_refused" | "stock.low" | "product.created" | "product.updated" | "product.archived" | "price.changed" | "customer.registered" | "review.posted" | "question.posted" | "answer.posted")[];
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        createdAt: string;
                        /** @description Signs every request, in the header tenfold-signature. It is shown this once. */
                        secret: string;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        id: string;
                        /** @description Where events are sent by POST. */
                        url: string;
                        eventTypes: ("order.placed" | "order.paid" | "order.payment_failed" | "order.cancelled" | "order.fulfilled" | "order.returned" | "order.refunded" | "order.refund_refused" | "stock.low" | "product.created" | "product.updated" | "product.archived" | "price.changed" | "customer.registered" | "review.posted" | "question.posted" | "answer.posted")[];
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        createdAt: string;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pingWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        delivered: boolean;
                        /** @description The HTTP status of the answer; null when there was none. */
                        status: number | null;
                        error: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description Items per page, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: do not build or store it. */
                cursor?: string;
                status?: "waiting" | "delivered" | "dead";
            };
            header?: never;
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            webhookId: string;
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            eventId: string;
                            eventType: string;
                            /**
                             * @description dead: given up after the last attempt; it can be sent again.
                             * @enum {string}
                             */
                            status: "waiting" | "delivered" | "dead";
                            attempts: number;
                            /** @description The HTTP status of the last answer; null when there was none. */
                            lastStatus: number | null;
                            lastError: string | null;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            nextAttemptAt: string | null;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            createdAt: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            updatedAt: string;
                        }[];
                        /** @description Cursor of the next page; null on the last one. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redeliverWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                webhookId: string;
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                eventId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        webhookId: string;
                        /**
                         * Format: uuid
                         * @description Id (UUIDv7).
                         * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                         */
                        eventId: string;
                        eventType: string;
                        /**
                         * @description dead: given up after the last attempt; it can be sent again.
                         * @enum {string}
                         */
                        status: "waiting" | "delivered" | "dead";
                        attempts: number;
                        /** @description The HTTP status of the last answer; null when there was none. */
                        lastStatus: number | null;
                        lastError: string | null;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        nextAttemptAt: string | null;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        createdAt: string;
                        /**
                         * Format: date-time
                         * @description Instant, ISO 8601 in UTC.
                         * @example 2026-11-27T08:00:00.000Z
                         */
                        updatedAt: string;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDeadLetters: {
        parameters: {
            query?: {
                /** @description Items per page, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: do not build or store it. */
                cursor?: string;
                /** @description Name of the consumer. */
                consumer?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @description Name of the consumer. */
                            consumer: string;
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            eventId: string;
                            type: string;
                            aggregate: {
                                type: string;
                                id: string;
                                version: number;
                            };
                            /** @description What the event says. */
                            data: {
                                [key: string]: unknown;
                            };
                            attempts: number;
                            error: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            failedAt: string;
                        }[];
                        /** @description Cursor of the next page; null on the last one. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryDeadLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the consumer. */
                consumer: string;
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                eventId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        outcome: "handled" | "failed";
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFailedJobs: {
        parameters: {
            query?: {
                /** @description Items per page, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: do not build or store it. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * Format: uuid
                             * @description Id (UUIDv7).
                             * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                             */
                            id: string;
                            /** @description Which work it is. */
                            name: string;
                            /** @description What it was asked to do. */
                            data: {
                                [key: string]: unknown;
                            };
                            attempts: number;
                            error: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC.
                             * @example 2026-11-27T08:00:00.000Z
                             */
                            failedAt: string;
                        }[];
                        /** @description Cursor of the next page; null on the last one. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryFailedJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id (UUIDv7).
                 * @example 01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60
                 */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}

/** Every problem that the API may answer; `retryable`: the same request may succeed later. */
export const problems = {
  "validation-failed": { status: 400, retryable: false },
  "malformed-json": { status: 400, retryable: false },
  "malformed-request": { status: 400, retryable: false },
  "idempotency-key-missing": { status: 400, retryable: false },
  "idempotency-key-invalid": { status: 400, retryable: false },
  "unauthorized": { status: 401, retryable: false },
  "invalid-credentials": { status: 401, retryable: false },
  "payment-declined": { status: 402, retryable: false },
  "forbidden": { status: 403, retryable: false },
  "not-found": { status: 404, retryable: false },
  "method-not-allowed": { status: 405, retryable: false },
  "not-acceptable": { status: 406, retryable: false },
  "request-timeout": { status: 408, retryable: true },
  "conflict": { status: 409, retryable: false },
  "out-of-stock": { status: 409, retryable: false },
  "cart-closed": { status: 409, retryable: false },
  "cart-changed": { status: 409, retryable: false },
  "price-changed": { status: 409, retryable: false },
  "stock-below-reserved": { status: 409, retryable: false },
  "order-not-cancellable": { status: 409, retryable: false },
  "refund-exceeds-payment": { status: 409, retryable: false },
  "return-exceeds-order": { status: 409, retryable: false },
  "email-taken": { status: 409, retryable: false },
  "address-limit-reached": { status: 409, retryable: false },
  "sku-taken": { status: 409, retryable: false },
  "slug-taken": { status: 409, retryable: false },
  "coupon-limit-reached": { status: 409, retryable: false },
  "review-exists": { status: 409, retryable: false },
  "idempotency-in-progress": { status: 409, retryable: true },
  "precondition-failed": { status: 412, retryable: false },
  "request-too-large": { status: 413, retryable: false },
  "uri-too-long": { status: 414, retryable: false },
  "unsupported-media-type": { status: 415, retryable: false },
  "idempotency-key-reused": { status: 422, retryable: false },
  "coupon-not-applicable": { status: 422, retryable: false },
  "field-missing": { status: 422, retryable: false },
  "cart-empty": { status: 422, retryable: false },
  "cart-too-large": { status: 422, retryable: false },
  "quantity-too-large": { status: 422, retryable: false },
  "not-sellable": { status: 422, retryable: false },
  "currency-unsupported": { status: 422, retryable: false },
  "shipping-unavailable": { status: 422, retryable: false },
  "precondition-required": { status: 428, retryable: false },
  "rate-limited": { status: 429, retryable: true },
  "login-throttled": { status: 429, retryable: true },
  "header-too-large": { status: 431, retryable: false },
  "internal": { status: 500, retryable: false },
  "upstream-unavailable": { status: 502, retryable: true },
  "overloaded": { status: 503, retryable: true },
  "not-ready": { status: 503, retryable: true },
  "shutting-down": { status: 503, retryable: true },
  "timeout": { status: 504, retryable: true },
} as const;

/** The calls that take an Idempotency-Key. */
export const keyedCalls: readonly string[] = [
  "POST /v1/customers/me/addresses",
  "POST /v1/carts",
  "POST /v1/carts/{cartId}/lines",
  "POST /v1/carts/{cartId}/checkout",
  "POST /v1/orders/{orderId}/cancel",
  "POST /v1/products/{productId}/reviews",
  "POST /v1/products/{productId}/questions",
  "POST /v1/questions/{questionId}/answers",
  "POST /v1/products/{productId}/comments",
  "POST /v1/admin/products",
  "POST /v1/admin/products/{productId}/variants",
  "POST /v1/admin/categories",
  "POST /v1/admin/brands",
  "POST /v1/admin/price-lists",
  "POST /v1/admin/promotions",
  "POST /v1/admin/search/synonyms",
  "POST /v1/admin/stock/receive",
  "POST /v1/admin/stock/adjust",
  "POST /v1/admin/stock/transfer",
  "POST /v1/admin/orders/{orderId}/refunds",
  "POST /v1/admin/orders/{orderId}/returns",
  "POST /v1/admin/questions/{questionId}/answers",
  "POST /v1/admin/webhooks"
];
