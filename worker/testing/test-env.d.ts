declare namespace Cloudflare {
  /** What vitest.config.ts adds to the bindings. */
  interface Env {
    TEST_MIGRATIONS: import("cloudflare:test").D1Migration[];
  }
}

/** A file as text. */
declare module "*.html?raw" {
  const text: string;
  export default text;
}
