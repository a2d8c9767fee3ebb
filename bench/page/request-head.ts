import { site } from "./changes.ts";

/** A navigation of a browser, as far as any contender reads it. @param cookies the header's value; empty sends none. */
export function requestHead(path: string, cookies: string): string {
  return [
    `GET ${path} HTTP/1.1`,
    `Host: ${site.hosts[0]}`,
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language: en-GB,en;q=0.9,de;q=0.8",
    "Sec-Fetch-Dest: document",
    "Sec-Fetch-Mode: navigate",
    ...(cookies === "" ? [] : [`Cookie: ${cookies}`]),
    "\r\n",
  ].join("\r\n");
}
