import NextAuth from "next-auth";
import { nextAuthOptions } from "@/lib/server/auth/next-auth-options";

type Context = { params: Promise<{ nextauth: string[] }> };

// The settings are made per request: at build time, when Next loads this file, there is no secret yet.
const handler = (request: Request, context: Context): Promise<Response> =>
  NextAuth(request as never, context as never, nextAuthOptions());

export { handler as GET, handler as POST };
