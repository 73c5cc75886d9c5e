type Arrival = { cursor: number; atMs: number };

/** Milliseconds. `sent`: from the event's sending to a client. `spread`: from the first client that had it to each other. */
export type Delays = { sent: Percentiles; spread: Percentiles };
export type Percentiles = { p50: number; p99: number };

/**
 * Over all clients and all events from `first` on; `sentMs` holds when each was sent. Events that came in one write count
 * from the end of it. Throws where a client lacks an event.
 */
export function delaysOf(
  clients: readonly (readonly Arrival[])[],
  { first, sentMs }: { first: number; sentMs: Float64Array },
): Delays {
  const count = sentMs.length;
  const sent = new Float64Array(clients.length * count);
  const earliest = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const arrived = clients.map((arrivals) => {
    const atMs = new Float64Array(count);
    let next = 0;
    for (const arrival of arrivals) {
      for (; next < count && first + next <= arrival.cursor; next += 1) {
        atMs[next] = arrival.atMs;
        earliest[next] = Math.min(earliest[next] ?? 0, arrival.atMs);
      }
    }
    if (next < count) throw new Error(`A client has ${next} of ${count} events.`);
    return atMs;
  });
  const spread = new Float64Array(sent.length);
  arrived.forEach((atMs, client) => {
    for (let i = 0; i < count; i += 1) {
      sent[client * count + i] = (atMs[i] ?? 0) - (sentMs[i] ?? 0);
      spread[client * count + i] = (atMs[i] ?? 0) - (earliest[i] ?? 0);
    }
  });
  return { sent: percentilesOf(sent), spread: percentilesOf(spread) };
}

/** The middle of some values, and what one in a hundred is above. */
export function percentilesOf(values: Float64Array): Percentiles {
  values.sort();
  const at = (share: number) => values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}
