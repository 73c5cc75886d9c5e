/** One measured value, as `npm run bench` prints and keeps it. */
export type Figure = { name: string; value: number; unit: string };
