/**
 * Whether a shop's host is beside the dashboard's, as www.shop.example is beside ew.shop.example, or right above it.
 * @returns also a host at which the dashboard would be beside it.
 */
export function siblingOf(host: string, dashboard: string): { isSibling: boolean; example: string } {
  const dot = dashboard.indexOf(".");
  const [first, parent] = [dashboard.slice(0, dot), dashboard.slice(dot + 1)];
  return {
    isSibling: host === parent || host.endsWith(`.${parent}`),
    example: `${first}.${host.replace(/^www\./, "")}`,
  };
}
