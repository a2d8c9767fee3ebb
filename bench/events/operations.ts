/** What Cloudflare charges for, as far as one page view causes it. */
export interface Operations {
  requests: number;
  /** Calls of a Durable Object, alarms among them. */
  objectRequests: number;
  objectRowsRead: number;
  objectRowsWritten: number;
  kvReads: number;
  kvWrites: number;
  /** A message is written, read and deleted, for each 64 KB of it. */
  queueOperations: number;
  d1RowsRead: number;
  d1RowsWritten: number;
}

export const noOperations: Operations = {
  requests: 0,
  objectRequests: 0,
  objectRowsRead: 0,
  objectRowsWritten: 0,
  kvReads: 0,
  kvWrites: 0,
  queueOperations: 0,
  d1RowsRead: 0,
  d1RowsWritten: 0,
};

/**
 * USD for a million of each, on Cloudflare's price list of November 2026. Rows that an object's own SQLite reads and
 * writes cost what D1's cost. Requests of the worker itself are counted, but not in the sum.
 */
export const usdPerMillion: Readonly<Record<keyof Operations, number>> = {
  requests: 0.3,
  objectRequests: 0.15,
  objectRowsRead: 0.001,
  objectRowsWritten: 1,
  kvReads: 0.5,
  kvWrites: 5,
  queueOperations: 0.4,
  d1RowsRead: 0.001,
  d1RowsWritten: 1,
};

/** What is not counted in operations, in USD on the same list. */
export const usd = {
  /** A million milliseconds of an object at work: 12.50 for a million gigabyte-seconds, of 128 MB each. */
  millionObjectMs: (12.5 * 0.128) / 1000,
  /** A million milliseconds of processor time. */
  millionProcessorMs: 0.02,
  /** A gigabyte that objects keep for a month. */
  gigabyteMonth: 0.2,
};
