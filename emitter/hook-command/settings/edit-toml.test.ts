import { expect, test } from "vitest";
import { addNotify, readToml, removeNotify } from "./edit-toml";

const command = ["/usr/bin/node", 'C:\\my "files"\\bin\\sightline-hook.cjs', "codex"];

test.each([
  ["nothing", ""],
  ["settings with comments", '# mine\nmodel = "o4" # best\n\n[features]\nhooks = false\n'],
  ["line ends of Windows", 'model = "o4"\r\n[tui]\r\nx = 1\r\n'],
  ["a text of several lines that looks like it", 'a = """\nnotify = ["x"]\n"""\n[notify2]\nnotify = 1\n'],
])("notify comes into %s and goes again", (_, text) => {
  const added = addNotify(text, command);
  expect(readToml(added)).toEqual({ ...readToml(text), notify: command });
  expect(addNotify(added, command)).toBe(added);
  expect(removeNotify(added)).toBe(text);
  expect(removeNotify(addNotify(added, ["/opt/node", "/old/sightline-hook.cjs", "codex"]))).toBe(text);
});

test.each([
  ['notify = ["mine"]', "another program"],
  ["a = 1\nb = \n", "Line 2 is no TOML"],
])("%s is left alone", (text, message) => {
  expect(() => addNotify(text, command)).toThrow(message);
});
