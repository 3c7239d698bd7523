/** Two rows of products, as they are on the widest screen. */
export const COMPANIONS_HEIGHT = "52rem";
