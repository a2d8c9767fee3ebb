const longestText = 200;
const longestAddress = 2000;
const mostParameters = 50;

/** What a page's address says, as conditions ask for it. @param url as the URL standard parses it. */
export function addressFacts(url: Address): { url: string; path: string; query: Record<string, string> } {
  return {
    url: url.href.slice(0, longestAddress),
    path: url.pathname.slice(0, longestAddress),
    query: parametersOf(url),
  };
}

interface Address {
  href: string;
  pathname: string;
  searchParams: Iterable<[string, string]>;
}

/** Of a name that appears twice, the first. */
function parametersOf({ searchParams }: Address): Record<string, string> {
  const pairs = [...searchParams].slice(0, mostParameters).reverse();
  return Object.fromEntries(
    pairs.map(([name, value]) => [name.slice(0, longestText), value.slice(0, longestText)]),
  );
}
