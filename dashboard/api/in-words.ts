/** How a sentence of the API's is shown: as it is, where the reader reads English. `italian.ts` brings the Italian one. */
export const heard = { inWords: (sentence: string): string => sentence };
