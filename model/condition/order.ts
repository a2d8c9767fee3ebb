/**
 * Compiles `$lt`, `$lte`, `$gt` and `$gte` with the order that GrowthBook has from JavaScript: two texts by their
 * letters; otherwise both as numbers, with nothing counting as zero. What is no number is in no order.
 */
export function compileOrder(operator: string, bound: unknown): (value: unknown) => boolean {
  if (!isOrdered(bound)) return () => false;
  switch (operator) {
    case "$lt":
      return (value) => isOrdered(value) && value < bound;
    case "$lte":
      return (value) => isOrdered(value) && value <= bound;
    case "$gt":
      return (value) => isOrdered(value) && value > bound;
    default:
      return (value) => isOrdered(value) && value >= bound;
  }
}

/**
 * Lists and objects have no order of their own; JavaScript would compare how they print. The types say number, since
 * they know nothing of how the others compare with each other.
 */
function isOrdered(value: unknown): value is number {
  switch (typeof value) {
    case "number":
    case "string":
    case "boolean":
      return true;
    default:
      return value === null;
  }
}
