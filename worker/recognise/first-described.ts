/** What a list of bowser says of one browser or operating system. */
export interface Description {
  /** Any of these patterns, or a question to the request. */
  test: readonly RegExp[] | ((request: AgentRequest) => boolean);
  describe(agent: string, request: AgentRequest): Described;
}

export interface Described {
  name?: string;
  version?: string;
  /** What people call the version: Windows NT 6.1 is 7. */
  versionName?: string;
}

/** What bowser's lists ask: its own `Parser`, as far as they use it. */
export interface AgentRequest {
  getUA(): string;
  test(pattern: RegExp): boolean;
  hasBrand(brand: string): boolean;
  getBrandVersion(brand: string): string | undefined;
}

export interface Brand {
  brand: string;
  version: string;
}

export function agentRequest(agent: string, brands: readonly Brand[]): AgentRequest {
  const find = (name: string) => brands.find(({ brand }) => brand.toLowerCase() === name.toLowerCase());
  return {
    getUA: () => agent,
    test: (pattern) => pattern.test(agent),
    hasBrand: (name) => find(name) !== undefined,
    getBrandVersion: (name) => find(name)?.version,
  };
}

/** What the first description that fits says; nothing where none does. */
export function firstDescribed(list: readonly Description[], request: AgentRequest): Described {
  const fitting = list.find(({ test }) =>
    typeof test === "function" ? test(request) : test.some((pattern) => request.test(pattern)),
  );
  return fitting?.describe(request.getUA(), request) ?? {};
}
