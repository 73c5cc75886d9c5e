import {
  applyEdits,
  type FormattingOptions,
  type JSONPath,
  modify,
  type ParseError,
  parse,
  printParseErrorCode,
} from "jsonc-parser";
import { type HookPlan, isOurs } from "./hook-plan";
import { lineOf, SettingsProblem } from "./settings-problem";

const byteOrderMark = "\uFEFF";

type Events = Record<string, unknown[]>;

/**
 * Settings with the plan's hooks instead of ours that were there before. Comments, order, indentation and line ends stay as
 * they are, and so do all other hooks. The same text where
 * they are in it already. Throws `SettingsProblem` for what is no such settings file.
 */
export function addHooks(text: string, plan: HookPlan): string {
  if (hasHooks(text, plan)) return text;
  const others = removeHooks(text);
  let edited = others.trim() === "" ? "{}" : others;
  const set = (path: JSONPath, value: unknown, isArrayInsertion = false) => {
    edited = change(edited, path, value, isArrayInsertion);
  };
  if (plan.version !== undefined && readSettings(edited).version === undefined) set(["version"], plan.version);
  for (const [event, handler] of Object.entries(plan.handlers)) {
    const entry = plan.shape === "groups" ? { hooks: [handler] } : handler;
    if (eventsOf(edited)[event] === undefined) set(["hooks", event], [entry]);
    else set(["hooks", event, -1], entry, true);
  }
  // Two `hooks` in one file, say: what the parser then takes is not what was edited.
  if (!hasHooks(edited, plan) || othersOf(edited) !== othersOf(text)) {
    throw new SettingsProblem("The file can't be edited safely: does it say one name twice?");
  }
  return edited;
}

/** Settings without our hooks, and without what would be empty for want of them. */
export function removeHooks(text: string): string {
  let edited = text;
  for (let path = pathOfOurs(edited); path !== null; path = pathOfOurs(edited)) {
    const shorter = change(edited, path, undefined);
    if (shorter === edited) throw new SettingsProblem("The file can't be edited safely: does it say one name twice?");
    edited = shorter;
  }
  return edited;
}

/** Whether the settings hold exactly the plan's hooks of ours. */
export function hasHooks(text: string, plan: HookPlan): boolean {
  const ours = Object.entries(eventsOf(text)).flatMap(([event, entries]) =>
    handlersIn(entries)
      .filter(isOurs)
      .map((handler) => JSON.stringify([event, handler])),
  );
  const wanted = Object.entries(plan.handlers).map((entry) => JSON.stringify(entry));
  return ours.length === wanted.length && wanted.every((one) => ours.includes(one));
}

/** The events that have a hook of ours. */
export function eventsWithOurs(text: string): string[] {
  return Object.entries(eventsOf(text)).flatMap(([event, entries]) =>
    handlersIn(entries).some(isOurs) ? [event] : [],
  );
}

/** The file's value. Throws `SettingsProblem` with the line where it is no JSON, comments and last commas allowed. */
export function readSettings(text: string): Record<string, unknown> {
  if (text.trim() === "") return {};
  const errors: ParseError[] = [];
  const value: unknown = parse(withoutMark(text), errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error) {
    const line = lineOf(withoutMark(text), error.offset);
    throw new SettingsProblem(`Line ${line} is no JSON (${printParseErrorCode(error.error)}).`);
  }
  if (!isObject(value)) throw new SettingsProblem("The file is no JSON object.");
  return value;
}

function eventsOf(text: string): Events {
  const { hooks = {} } = readSettings(text);
  if (!isObject(hooks)) throw new SettingsProblem("`hooks` is no object.");
  for (const [event, entries] of Object.entries(hooks)) {
    if (!Array.isArray(entries)) throw new SettingsProblem(`\`hooks.${event}\` is no list.`);
  }
  return hooks as Events;
}

/** The handlers of an event, in groups or not. */
function handlersIn(entries: readonly unknown[]): unknown[] {
  return entries.flatMap((entry) => (isGroup(entry) ? entry.hooks : [entry]));
}

/** The largest part that holds nothing but one handler of ours; null where there is none. */
function pathOfOurs(text: string): JSONPath | null {
  const events = eventsOf(text);
  for (const [event, entries] of Object.entries(events)) {
    for (const [place, entry] of entries.entries()) {
      const handlers = isGroup(entry) ? entry.hooks : [entry];
      const found = handlers.findIndex(isOurs);
      if (found === -1) continue;
      if (handlers.length > 1) return ["hooks", event, place, "hooks", found];
      if (entries.length > 1) return ["hooks", event, place];
      return Object.keys(events).length > 1 ? ["hooks", event] : ["hooks"];
    }
  }
  return null;
}

/** All that is not ours, to be compared; what is empty counts as nothing. */
function othersOf(text: string): string {
  const { hooks: _, version: __, ...rest } = readSettings(text);
  const hooks = Object.entries(eventsOf(text)).flatMap(([event, entries]) => {
    const others = entries.flatMap((entry) => {
      if (!isGroup(entry)) return isOurs(entry) ? [] : [entry];
      const kept = entry.hooks.filter((handler) => !isOurs(handler));
      return kept.length === 0 && entry.hooks.length > 0 ? [] : [{ ...entry, hooks: kept }];
    });
    return others.length === 0 ? [] : [[event, others]];
  });
  return JSON.stringify([rest, hooks]);
}

function change(text: string, path: JSONPath, value: unknown, isArrayInsertion = false): string {
  const mark = text.startsWith(byteOrderMark) ? byteOrderMark : "";
  const bare = withoutMark(text);
  return (
    mark + applyEdits(bare, modify(bare, path, value, { formattingOptions: formattingOf(bare), isArrayInsertion }))
  );
}

/** As the file does it already; two spaces where it has no lines yet. */
function formattingOf(text: string): FormattingOptions {
  const indent = /^([ \t]+)\S/m.exec(text)?.[1] ?? "  ";
  return {
    insertSpaces: !indent.includes("\t"),
    tabSize: indent.includes("\t") ? 1 : indent.length,
    eol: text.includes("\r\n") ? "\r\n" : "\n",
  };
}

const withoutMark = (text: string) => (text.startsWith(byteOrderMark) ? text.slice(1) : text);

function isGroup(entry: unknown): entry is { hooks: unknown[] } {
  return isObject(entry) && Array.isArray(entry.hooks);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
