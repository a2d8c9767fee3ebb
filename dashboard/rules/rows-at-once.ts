/** So many rows of a list are drawn at once: nobody sees more, and each takes its time. */
export const rowsAtOnce = 25;
