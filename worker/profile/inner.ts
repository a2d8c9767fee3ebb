import type { Deciding } from "../decide/compile-rules.ts";
import type { KeptState } from "./kept-state.ts";
import type { News } from "./news.ts";
import type { Outbox } from "./outbox.ts";

/** What the parts of a profile's object share. */
export interface Inner {
  kept: KeptState;
  outbox: Outbox;
  news: News;
  /** What is live; `undefined` where that is not known now. */
  deciding: () => Promise<Deciding | undefined>;
  /** Has the object wake up for what is due next. */
  wake: () => Promise<void>;
  /** Nobody waits for it, and what fails of it is made up for by the alarm. */
  later: (work: () => Promise<void>) => void;
  /** Has coupons' objects told what they have yet to be told. */
  runErrands: () => void;
}
