/** The path to go on to after a login: only one of this site, whatever the address asked for. */
export function localPath(next: string | null, origin: string): string {
  if (next === null) return "/";
  try {
    const url = new URL(next, origin);
    return url.origin === origin ? `${url.pathname}${url.search}${url.hash}` : "/";
  } catch {
    return "/";
  }
}
