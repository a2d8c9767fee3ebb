/**
 * The few web standards that the model uses. Node, browsers and Workers all have them, but the types of the three
 * cannot stand in one program, so what is used is named here.
 */
interface WebStandards {
  /** https://url.spec.whatwg.org */
  URL: new (
    address: string,
    base?: string,
  ) => {
    protocol: string;
    origin: string;
    hostname: string;
    pathname: string;
    searchParams: { get(name: string): string | null };
    username: string;
    password: string;
  };
  /** https://urlpattern.spec.whatwg.org */
  URLPattern: new (init: { pathname: string }) => { test(input: { pathname: string }): boolean };
}

export const { URL, URLPattern } = globalThis as unknown as WebStandards;
