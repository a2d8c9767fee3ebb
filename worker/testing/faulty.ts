/** How a dependency fails: it throws at once, never answers, or answers with this. */
export type Fault = "down" | "hangs" | { answers: unknown };

/** A binding of which whatever is called fails in this way. */
export function faulty(fault: Fault): never {
  const answer = async (): Promise<unknown> => {
    if (fault === "hangs") return new Promise(() => undefined);
    if (fault === "down") throw new Error("This is down.");
    return fault.answers;
  };
  /** What stands between a call and its answer, such as `prepare().bind()`. */
  const passes: Record<string, unknown> = {
    prepare: () => binding,
    bind: () => binding,
    idFromName: () => "an id",
    // A namespace of objects gives one of them; KV gives its answer.
    get: (what: unknown) => (what === "an id" ? binding : answer()),
  };
  const binding = new Proxy({} as never, {
    get: (_target, name: string) => {
      if (name === "then") return undefined;
      if (fault === "down")
        return () => {
          throw new Error("This is down.");
        };
      return name in passes ? passes[name] : answer;
    },
  });
  return binding;
}
