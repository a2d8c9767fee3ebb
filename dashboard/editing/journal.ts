import { computed, signal } from "@preact/signals";

/** One edit, and how it is taken back and made again. */
export interface Step {
  /** The document that was edited. */
  of: object;
  /** Which part of it, as in `variants[0].changes[1].text`. */
  path: string;
  undo: () => void;
  redo: () => void;
}

interface TimedStep extends Step {
  atMs: number;
}

/** Letters that follow each other as quickly as this are one edit. */
const pauseMs = 1500;
/** Whoever goes back further begins anew. */
const mostSteps = 500;

/** The edits of a form in the order in which they were made, whichever of its documents they were made in. */
export class Journal {
  readonly #past = signal<readonly TimedStep[]>([]);
  readonly #future = signal<readonly TimedStep[]>([]);
  readonly #now: () => number;
  readonly canUndo = computed(() => this.#past.value.length > 0);
  readonly canRedo = computed(() => this.#future.value.length > 0);

  /** @param now ms since any moment; the same clock each time. */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  add(step: Step): void {
    const atMs = this.#now();
    const past = this.#past.peek();
    const last = past.at(-1);
    const goesOn =
      last !== undefined &&
      last.of === step.of &&
      last.path === step.path &&
      atMs - last.atMs < pauseMs &&
      this.#future.peek().length === 0;
    const before = goesOn ? past.slice(0, -1) : past.slice(-mostSteps + 1);
    this.#past.value = [...before, { ...step, undo: goesOn ? last.undo : step.undo, atMs }];
    this.#future.value = [];
  }

  /** @returns the path of what was taken back; `undefined` where there was nothing. */
  undo(): string | undefined {
    const step = this.#past.peek().at(-1);
    if (step === undefined) return undefined;
    this.#past.value = this.#past.peek().slice(0, -1);
    this.#future.value = [...this.#future.peek(), step];
    step.undo();
    return step.path;
  }

  /** @returns the path of what was made again; `undefined` where there was nothing. */
  redo(): string | undefined {
    const step = this.#future.peek().at(-1);
    if (step === undefined) return undefined;
    this.#future.value = this.#future.peek().slice(0, -1);
    // What is typed from here on is an edit of its own.
    this.#past.value = [...this.#past.peek(), { ...step, atMs: -Infinity }];
    step.redo();
    return step.path;
  }

  /** Forgets the edits of a document that was loaded anew: they were made in another one. */
  forget(document: object): void {
    const ofOthers = (step: TimedStep) => step.of !== document;
    this.#past.value = this.#past.peek().filter(ofOthers);
    this.#future.value = this.#future.peek().filter(ofOthers);
  }
}
