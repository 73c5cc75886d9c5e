import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, sep } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".js": "application/javascript; charset=UTF-8",
  ".css": "text/css; charset=UTF-8",
};

/**
 * Finds what the build has packed for an address: the scripts and styles under `folder`, as `prefix` serves them. Null where there
 * is nothing packed or the caller wants it otherwise; Next answers then, and packs more loosely as it goes.
 */
export function packedFiles(folder: string, prefix: string): (request: IncomingMessage) => string | null {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
  const packed = new Map(
    names
      .filter((name) => name.endsWith(".br"))
      .map((name) => [`${prefix}${name.slice(0, -3).split(sep).join("/")}`, join(folder, name)]),
  );
  return ({ method, url = "", headers }) => {
    if ((method !== "GET" && method !== "HEAD") || headers.range !== undefined) return null;
    const file = packed.get(url.split("?", 1)[0] ?? "");
    return file !== undefined && takesBrotli(headers["accept-encoding"]) ? file : null;
  };
}

/** Answers with a packed file. Its name changes with its content, so it may be kept for ever. */
export async function answerPacked(file: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readFile(file);
  response.writeHead(200, {
    "content-type": types[extname(file.slice(0, -3))] ?? "application/octet-stream",
    "content-encoding": "br",
    "content-length": body.length,
    "cache-control": "public, max-age=31536000, immutable",
    vary: "Accept-Encoding",
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

function takesBrotli(accepted: IncomingMessage["headers"]["accept-encoding"]): boolean {
  return [accepted ?? ""]
    .flat()
    .join()
    .split(",")
    .map((each) =>
      each
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/),
    )
    .some(([name, quality]) => name === "br" && !/^q=0(\.0*)?$/.test(quality ?? ""));
}
