const firstMs = 1_000;
const maxMs = 30_000;

/** How long to wait after so many failures in a row; `random` (0 to 1) keeps those cut off together from coming back together. */
export function backoffMs(failures: number, random: number): number {
  return Math.min(maxMs, firstMs * 2 ** failures) * (0.5 + random / 2);
}
