import { randomUUID } from "node:crypto";
import NextAuth from "next-auth";
import { nextAuthOptions } from "@/lib/server/auth/next-auth-options";
import { isConnectionTrouble } from "@/lib/server/database-trouble";
import { AppError } from "@/lib/server/errors";
import { problemAnswer } from "@/lib/server/http/problem-answer";
import { refuseCrossSite } from "@/lib/server/http/same-origin";

type Context = { params: Promise<{ nextauth: string[] }> };

/** next-auth, but for what fails on our side: it would answer that as a wrong password, and take a good cookie away. */
async function handler(request: Request, context: Context): Promise<Response> {
  const failures: unknown[] = [];
  // The settings are made per request: at build time, when Next loads this file, there is no secret yet.
  const options = nextAuthOptions(request.headers, (error) => failures.push(error));
  const answer = await NextAuth(request as never, context as never, options).catch((error: unknown) => {
    failures.push(error);
  });
  if (failures.length === 0) return answer;
  const { status, headers, body } = problemAnswer(failureOf(failures[0], request.url), randomUUID());
  if (!isNavigation(request)) return new Response(body as string, { status, headers });
  // Somebody is looking, such as who comes back from a provider: they get a page, from which they can try again.
  return new Response(null, {
    status: 303,
    headers: { location: `/login?error=${status === 503 ? "unavailable" : "failed"}` },
  });
}

/** Whether a browser wants to show the answer, rather than a script to read it. */
function isNavigation({ headers }: Request): boolean {
  const mode = headers.get("sec-fetch-mode");
  return mode === null ? (headers.get("accept") ?? "").includes("text/html") : mode === "navigate";
}

/** The login page's client reads what went wrong from a `url`. */
function failureOf(error: unknown, address: string): unknown {
  if (!isConnectionTrouble(error)) return error;
  return new AppError("unavailable", {
    public: "The database can't be reached just now. Try again in a few seconds.",
    private: String(error),
    headers: { "retry-after": "2" },
    extensions: { url: new URL("/login?error=unavailable", address).href },
  });
}

/** next-auth's own token against forged requests is one wall; where a browser says that it comes from is a second. */
async function writingHandler(request: Request, context: Context): Promise<Response> {
  try {
    refuseCrossSite(Object.fromEntries(request.headers));
  } catch (error) {
    const { status, headers, body } = problemAnswer(error, randomUUID());
    return new Response(body as string, { status, headers });
  }
  return handler(request, context);
}

export { handler as GET, writingHandler as POST };
