import { type BrowserContext, expect } from "@playwright/test";

/** What pages complained of on their consoles, which on a healthy page is nothing. */
export type Trouble = {
  /** Listens to a browser context's pages, those to come included. */
  watch(context: BrowserContext): Promise<void>;
  /** A complaint that the journey itself provokes, such as a refused login. */
  allow(pattern: RegExp): void;
  expectNone(): void;
};

export function createTrouble(): Trouble {
  const complaints: string[] = [];
  const allowed: RegExp[] = [];
  return {
    async watch(context) {
      context.on("weberror", (error) => complaints.push(String(error.error())));
      context.on("console", (message) => {
        if (message.type() === "error") complaints.push(`${message.text()} (${message.location().url})`);
      });
      await context.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
          console.error(`The content security policy forbids ${blockedURI} by ${violatedDirective}`);
        });
      });
    },
    allow: (pattern) => allowed.push(pattern),
    expectNone: () => {
      expect(complaints.filter((complaint) => !allowed.some((pattern) => pattern.test(complaint)))).toEqual([]);
    },
  };
}
