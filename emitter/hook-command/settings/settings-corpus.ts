/** Settings as people have them: what an edit must leave as it is. */
export const settingsCorpus: readonly (readonly [string, string])[] = [
  ["an empty file", ""],
  ["nothing but space", " \n"],
  ["an empty object", "{}"],
  ["an empty object with space in it", "{ \n\n}\n"],
  ["other settings", '{\n  "model": "opus",\n  "env": { "A": "1" }\n}\n'],
  ["one line", '{"model":"opus","hooks":{}}'],
  ["tabs", '{\n\t"model": "opus",\n\t"list": [\n\t\t1\n\t]\n}\n'],
  ["four spaces and no last line end", '{\n    "model": "opus"\n}'],
  ["line ends of Windows", '{\r\n  "model": "opus",\r\n  "hooks": {\r\n  }\r\n}\r\n'],
  ["a byte order mark", '\uFEFF{\n  "model": "opus"\n}\n'],
  ["comments and last commas", '// mine\n{\n  "a": 1, // one\n  /* two */\n  "b": [1, 2,],\n}\n// end\n'],
  [
    "own hooks in groups",
    JSON.stringify(
      {
        hooks: {
          PreToolUse: [{ matcher: "Bash", hooks: [{ type: "command", command: "./check.sh" }] }],
          Stop: [{ hooks: [{ type: "command", command: "say done" }] }],
        },
        model: "opus",
      },
      null,
      2,
    ),
  ],
  [
    "own hooks in a list",
    '{\n  "version": 1,\n  "hooks": {\n    "preToolUse": [{ "command": "./check.sh" }],\n    "Stop": [\n      { "type": "command", "bash": "sightline-hook copilot # by hand" }\n    ]\n  }\n}\n',
  ],
  ["hooks with nothing in them", '{ "hooks": { "PreToolUse": [], "Stop": [ ] }, "version": 1 }\n'],
];
