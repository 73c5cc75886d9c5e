import { AppError } from "../errors";

/**
 * Guards what a browser's cookie authorises: browsers say on every write where it comes from, so a write from another
 * site is refused. Programs send neither header and carry no cookie that somebody could abuse.
 */
export function refuseCrossSite(headers: Readonly<Record<string, string | undefined>>): void {
  const site = headers["sec-fetch-site"];
  const origin = headers.origin;
  const foreignSite = site !== undefined && site !== "same-origin" && site !== "none";
  const foreignOrigin = origin !== undefined && hostOf(origin) !== headers.host?.toLowerCase();
  if (foreignSite || foreignOrigin) {
    throw new AppError("forbidden", { public: "Writes are taken from Sightline's own pages only, or with a key." });
  }
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}
