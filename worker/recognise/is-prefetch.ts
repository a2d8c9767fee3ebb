/** True for a page that is fetched ahead, and may never be seen (https://wicg.github.io/nav-speculation/prefetch.html#sec-purpose-header). */
export function isPrefetch({ headers }: Request): boolean {
  return (headers.get("sec-purpose") ?? headers.get("purpose") ?? "").includes("prefetch");
}
