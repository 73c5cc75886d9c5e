/** A size as read at a glance: `1 byte`, `812 bytes`, `1.2 KB`, `3.4 MB`; thousands, not 1,024s. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  return bytes < 999_950 ? `${(bytes / 1_000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
