/** Events and commits so far, from the server's own metrics. */
export async function readCommits(url: string): Promise<{ events: number; commits: number }> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const read = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
  return { events: read("sightline_append_batch_events_sum"), commits: read("sightline_append_batch_events_count") };
}
