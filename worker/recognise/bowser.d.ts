/**
 * The two lists of bowser that are used here. It declares no types for them; its main module would bring devices,
 * engines and comparisons of versions, which is more than a third of it.
 */
declare module "bowser/src/parser-browsers.js" {
  /** In the order in which they are to be tried. The last one fits everything. */
  const browsers: readonly import("./first-described.ts").Description[];
  export default browsers;
}

declare module "bowser/src/parser-os.js" {
  /** In the order in which they are to be tried. */
  const systems: readonly import("./first-described.ts").Description[];
  export default systems;
}
