import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { Connection } from "./connection.ts";

/** A server that writes these pieces for each request, one after another. */
async function connectTo(pieces: readonly string[]): Promise<Connection> {
  const server = createServer((socket) => {
    socket.on("data", () => {
      for (const [index, piece] of pieces.entries()) setTimeout(() => socket.write(piece), index * 5);
    });
  });
  await new Promise<void>((open) => server.listen(0, "127.0.0.1", open));
  const connection = await Connection.open((server.address() as AddressInfo).port);
  onTestFinished(() => {
    connection.close();
    server.close();
  });
  return connection;
}

const ask = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

test("reads a body of a known length, and the next one on the same connection", async () => {
  const connection = await connectTo([
    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\n\r\nhe",
    "llo",
  ]);
  for (let time = 0; time < 2; time += 1) {
    const answer = await connection.ask(ask, true);
    expect([answer.status, answer.bodyBytes, answer.body?.toString()]).toEqual([200, 5, "hello"]);
    expect(answer.headers.get("set-cookie")).toBe("a=1\nb=2");
    expect(answer.firstByteMs).toBeLessThanOrEqual(answer.totalMs);
  }
});

test("reads chunks wherever they are cut", async () => {
  const whole =
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0a\r\n0123456789\r\n0\r\n\r\n";
  for (let cut = 1; cut < whole.length; cut += 7) {
    const connection = await connectTo([whole.slice(0, cut), whole.slice(cut)]);
    expect((await connection.ask(ask, true)).body?.toString()).toBe("abc0123456789");
  }
});

test("reads an answer without a body", async () => {
  const connection = await connectTo(["HTTP/1.1 304 Not Modified\r\nContent-Length: 0\r\n\r\n"]);
  expect(await connection.ask(ask, false)).toMatchObject({ status: 304, bodyBytes: 0, body: undefined });
});

test("says so when the server hangs up", async () => {
  const server = createServer((socket) => socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\n")));
  await new Promise<void>((open) => server.listen(0, "127.0.0.1", open));
  const connection = await Connection.open((server.address() as AddressInfo).port);
  await expect(connection.ask(ask, false)).rejects.toThrow("closed");
  server.close();
});
