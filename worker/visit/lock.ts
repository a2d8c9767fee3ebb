/** What a token has to fit: it is sealed for one site, by one secret, for a time. */
export interface Lock {
  site: string;
  secret: string;
  nowMs: number;
}
