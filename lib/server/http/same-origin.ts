import { AppError } from "../errors";

/**
 * Guards what a browser's cookie authorises: browsers say on every write where it comes from, so a write from another
 * site is refused. Programs send neither header and carry no cookie that somebody could abuse.
 */
export function refuseCrossSite(headers: Readonly<Record<string, string | undefined>>): void {
  const site = headers["sec-fetch-site"];
  const { origin } = headers;
  if (site === "same-origin" || (site === undefined && origin === undefined)) return;
  const foreignSite = site !== undefined && site !== "none";
  const own = [headers.host, headers["x-forwarded-host"], hostOf(process.env.NEXTAUTH_URL)];
  const host = hostOf(origin);
  const foreignOrigin = origin !== undefined && (!host || !own.includes(host));
  if (foreignSite || foreignOrigin) {
    throw new AppError("forbidden", { public: "Writes are taken from Sightline's own pages only, or with a key." });
  }
}

function hostOf(address: string | undefined): string | undefined {
  return address !== undefined && URL.canParse(address) ? new URL(address).host : undefined;
}
