import type { z } from "zod";
import type { Method } from "../access";
import type { ComponentName } from "./components";

/** A body by its content type: one of the document's components, or text that has no JSON form. */
export type Content = Readonly<Record<string, ComponentName | "text" | "bytes">>;

/**
 * One operation of the API as the OpenAPI document tells it. Answers that every operation shares (problems) are added
 * by the document.
 */
export type Operation = {
  method: Method;
  /** The address with its variable parts in braces, as OpenAPI writes them. */
  path: string;
  /** Unique in the document: generated clients name their functions by it. */
  id: string;
  tag: Tag;
  summary: string;
  description?: string;
  /** What the variable parts of the path are. */
  segments?: Readonly<Record<string, string>>;
  query?: z.ZodObject;
  headers?: z.ZodObject;
  body?: Content;
  answers: Readonly<Record<number, { description: string; content?: Content }>>;
};

/** The document's chapters, in the order in which a newcomer meets them. */
export const tags = {
  Ingest: "Sending events",
  Doors: "For agents that know nothing of Sightline: their own hooks and exporters",
  Events: "Reading the log: pages, single events, export",
  Stream: "The log live, over server-sent events",
  Agents: "Who acts, and where each of them stands",
  Runs: "Sessions, tasks, traces and actions",
  Statistics: "Counts, series, known values",
  Account: "A person's own account: password, second factor, logins",
  Keys: "The keys of programs, and how what they send is kept",
  People: "Workspaces, who belongs to them, invitations",
  Notifications: "What people are told of, and how: inbox, rules, webhooks, browsers",
  Audit: "Who did what in the workspace",
  Retention: "For how long events are kept",
  Operations: "Health and metrics",
} as const;
export type Tag = keyof typeof tags;
