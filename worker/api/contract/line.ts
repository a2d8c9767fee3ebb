/** What the key of an endpoint in the table says. */
export interface Line {
  method: string;
  /** As it stands, as in `/rules/:id`. */
  path: string;
  /** The names of segments of the path. */
  segments: string[];
  /** The names of parameters that stand behind the question mark. */
  parameters: string[];
}

/** `GET /rules/:id?site=:site` is a `GET` of `/rules/:id` with a `site`. */
export function lineOf(key: string): Line {
  const [method = "", address = ""] = key.split(" ");
  const [path = "", query = ""] = address.split("?");
  return { method, path, segments: namesIn(path), parameters: namesIn(query) };
}

function namesIn(text: string): string[] {
  return [...text.matchAll(/:(\w+)/g)].map(([, name = ""]) => name);
}
