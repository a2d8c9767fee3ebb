import { connect, type Socket } from "node:net";

/** One answer, as far as it matters here. */
export interface Answer {
  status: number;
  /** Names in lower case; several of one name are divided by line feeds. */
  headers: ReadonlyMap<string, string>;
  bodyBytes: number;
  /** Only where it was asked for. */
  body: Buffer | undefined;
  /** From asking to the first byte of the body. */
  firstByteMs: number;
  /** From asking to the last byte. */
  totalMs: number;
}

const headEnd = Buffer.from("\r\n\r\n");

/**
 * A keep-alive connection on this machine that asks for one page after another. It does as little as HTTP/1.1 lets it:
 * whatever the client costs is taken from the server that is measured.
 */
export class Connection {
  readonly #socket: Socket;
  #head: Buffer = Buffer.alloc(0);
  #reading: Reading | undefined;

  private constructor(port: number, opened: () => void, failed: (error: Error) => void) {
    // One buffer for all that arrives: at a gigabyte a second, new ones would keep the garbage collector busy.
    const onread = {
      buffer: Buffer.alloc(256 * 1024),
      callback: (n: number, b: Uint8Array) => this.#take(n, b),
    };
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true, onread }, opened);
    this.#socket.on("error", failed);
    this.#socket.on("error", (error) => this.#reading?.fail(error));
    this.#socket.on("close", () => this.#reading?.fail(new Error("The connection was closed.")));
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const connection: Connection = new Connection(port, () => resolve(connection), reject);
    });
  }

  /** Asks for a page and reads all of it. @param head the request, its lines ended as HTTP wants it. */
  ask(head: string, keepBody: boolean): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#reading = new Reading(keepBody, resolve, reject);
      this.#socket.write(head);
    });
  }

  close(): void {
    this.#reading = undefined;
    this.#socket.destroy();
  }

  #take(length: number, buffer: Uint8Array): boolean {
    const bytes = Buffer.from(buffer.buffer, buffer.byteOffset, length);
    const reading = this.#reading;
    if (reading === undefined) return true;
    if (reading.hasHead) reading.takeBody(bytes);
    else {
      this.#head = Buffer.concat([this.#head, bytes]);
      const end = this.#head.indexOf(headEnd);
      if (end < 0) return true;
      const rest = this.#head.subarray(end + headEnd.length);
      reading.takeHead(this.#head.toString("latin1", 0, end));
      this.#head = Buffer.alloc(0);
      reading.takeBody(rest);
    }
    return true;
  }
}

/** An answer that is arriving. */
class Reading {
  hasHead = false;
  #status = 0;
  readonly #headers = new Map<string, string>();
  readonly #kept: Buffer[] = [];
  #bodyBytes = 0;
  #firstByteMs: number | undefined;
  readonly #askedAtMs = performance.now();
  /** Of the body, or of the chunk that is arriving. */
  #missing = 0;
  #isChunked = false;
  /** What has arrived of the line that tells a chunk's length; `undefined` while the chunk itself arrives. */
  #line: string | undefined;
  #isLastChunk = false;

  readonly #keepBody: boolean;
  readonly #resolve: (answer: Answer) => void;
  readonly fail: (error: Error) => void;

  constructor(keepBody: boolean, resolve: (answer: Answer) => void, fail: (error: Error) => void) {
    this.#keepBody = keepBody;
    this.#resolve = resolve;
    this.fail = fail;
  }

  takeHead(head: string): void {
    this.hasHead = true;
    const [statusLine = "", ...lines] = head.split("\r\n");
    this.#status = Number(statusLine.split(" ", 2)[1]);
    for (const line of lines) {
      const colon = line.indexOf(":");
      const name = line.slice(0, colon).toLowerCase();
      const value = line.slice(colon + 1).trim();
      const before = this.#headers.get(name);
      this.#headers.set(name, before === undefined ? value : `${before}\n${value}`);
    }
    this.#isChunked = this.#headers.get("transfer-encoding") === "chunked";
    if (this.#isChunked) this.#line = "";
    else this.#missing = Number(this.#headers.get("content-length") ?? Number.NaN);
    if (Number.isNaN(this.#missing)) this.fail(new Error("An answer tells no length."));
  }

  takeBody(bytes: Buffer): void {
    if (!this.#isChunked) {
      this.#keep(bytes);
      if (this.#missing === 0) this.#end();
      return;
    }
    let rest = bytes;
    while (rest.length > 0) {
      if (this.#line === undefined) {
        const part = rest.subarray(0, this.#missing);
        this.#keep(part);
        rest = rest.subarray(part.length);
        if (this.#missing === 0) this.#line = "";
      } else rest = this.#takeLine(rest, this.#line);
    }
  }

  /** Reads on in a chunk's length, or in the empty lines that end a chunk and the whole. */
  #takeLine(bytes: Buffer, before: string): Buffer {
    const end = bytes.indexOf(0x0a);
    if (end < 0) {
      this.#line = before + bytes.toString("latin1");
      return bytes.subarray(bytes.length);
    }
    const line = (before + bytes.toString("latin1", 0, end)).trim();
    const rest = bytes.subarray(end + 1);
    if (line === "") {
      if (this.#isLastChunk) this.#end();
      this.#line = "";
      return rest;
    }
    this.#missing = Number.parseInt(line, 16);
    this.#isLastChunk = this.#missing === 0;
    this.#line = this.#isLastChunk ? "" : undefined;
    return rest;
  }

  #keep(part: Buffer): void {
    if (part.length === 0) return;
    this.#firstByteMs ??= performance.now() - this.#askedAtMs;
    this.#missing -= part.length;
    this.#bodyBytes += part.length;
    if (this.#keepBody) this.#kept.push(Buffer.from(part));
  }

  #end(): void {
    const totalMs = performance.now() - this.#askedAtMs;
    this.#resolve({
      status: this.#status,
      headers: this.#headers,
      bodyBytes: this.#bodyBytes,
      body: this.#keepBody ? Buffer.concat(this.#kept) : undefined,
      firstByteMs: this.#firstByteMs ?? totalMs,
      totalMs,
    });
  }
}
