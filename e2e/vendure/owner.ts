/** Who may change the shop. Vendure refuses to start with its own first password where it is told of production. */
export const owner = { identifier: "owner", password: "only for tests" };
