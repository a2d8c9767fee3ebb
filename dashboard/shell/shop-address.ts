/** The shop's host, on the port that the dashboard itself was opened with: on a laptop both share one. */
export function shopAddress(host: string, { protocol, port }: { protocol: string; port: string }): string {
  return `${protocol}//${host}${port === "" ? "" : `:${port}`}/`;
}
