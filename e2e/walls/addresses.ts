import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const manifest = fileURLToPath(new URL("../../.next/app-path-routes-manifest.json", import.meta.url));

/** What answers for addresses that nobody has: to everybody alike. */
const nowhere = new Set(["/api", "/api/[...path]", "/v1/[...path]", "/w/[workspace]/[...rest]"]);
/** next-auth's own addresses, which the journey of the login tries, and files that are the same for everybody. */
const elsewhere = new Set(["/api/auth/[...nextauth]", "/icon.svg", "/_not-found", "/_global-error"]);

/** Every address that Next has built: routes of the API, as OpenAPI writes them, and pages, as Next does. */
export function builtAddresses(): { routes: string[]; pages: string[] } {
  const built = Object.entries(JSON.parse(readFileSync(manifest, "utf8")) as Record<string, string>).filter(
    ([, path]) => !nowhere.has(path) && !elsewhere.has(path),
  );
  const ending = (end: string) => built.filter(([file]) => file.endsWith(end)).map(([, path]) => path);
  return {
    routes: ending("/route").map((path) => path.replace(/\[(?:\.\.\.)?(\w+)\]/g, "{$1}")),
    pages: ending("/page"),
  };
}
