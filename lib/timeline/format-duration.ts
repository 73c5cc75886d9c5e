/** A length of time as read at a glance: `4 ms`, `1.8 s`, `41 s`, `4m 12s`, `2h 05m`, `3d 4h`. Never negative. */
export function formatDuration(ms: number): string {
  if (!(ms > 0)) return "0 ms";
  if (ms < 999.5) return `${Math.max(1, Math.round(ms))} ms`;
  if (ms < 1_000) return "1 s";
  if (ms < 60_000) return `${(Math.floor(ms / 100) / 10).toFixed(1).replace(/\.0$/, "")} s`;
  const seconds = Math.floor(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m ${pad(seconds % 60)}s`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours}h ${pad(minutes % 60)}m` : `${Math.floor(hours / 24)}d ${hours % 24}h`;
}

const pad = (value: number) => String(value).padStart(2, "0");
