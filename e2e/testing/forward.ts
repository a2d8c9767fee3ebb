import { type IncomingMessage, request as send, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

/** What the owner of a site pastes into the head of each page, and the host that its policy has to allow for that. */
export interface Pasted {
  tag: string;
  from: string;
}

/** Answers as another server does, on whose pages something may be pasted. @param to its URL. */
export function forward(to: string, pasted?: () => Pasted) {
  return (incoming: IncomingMessage, response: ServerResponse): void => {
    const options = {
      method: incoming.method ?? "GET",
      headers: { ...incoming.headers, host: new URL(to).host, "accept-encoding": "identity" },
    };
    const outgoing = send(new URL(incoming.url ?? "/", to), options, (answer) => {
      const status = answer.statusCode ?? 502;
      const isPage = answer.headers["content-type"]?.startsWith("text/html") ?? false;
      if (pasted === undefined || !isPage) {
        response.writeHead(status, answer.headers);
        answer.pipe(response);
        return;
      }
      const { tag, from } = pasted();
      const { "content-length": _, "content-security-policy": policy, ...others } = answer.headers;
      const allowing = String(policy ?? "").replaceAll("'self'", `'self' ${from}`);
      response.writeHead(status, { ...others, ...(policy && { "content-security-policy": allowing }) });
      void text(answer).then((html) => response.end(html.replace(/<head[^>]*>/, (head) => head + tag)));
    });
    outgoing.on("error", () => response.destroy());
    incoming.pipe(outgoing);
  };
}
