import type { Step, Way } from "../guide";

/** The key, where programs look for it. */
export function keyInShell(key: string, text?: string): Step {
  return {
    title: "Put it in your shell",
    ...(text === undefined ? {} : { text }),
    snippets: [{ label: "~/.zshrc or ~/.bashrc", text: `export SIGHTLINE_API_KEY=${key}` }],
  };
}

export function startIt(name: string, text = `Start ${name} in a shell that has the key, and ask it something.`): Step {
  return { title: "Start a session", text: `${text} The list beside this fills by itself.`, snippets: [] };
}

/** By the command, which keeps what the hooks say on disk and sends it later: nothing waits, and nothing is lost meanwhile. */
export function byCommand(agent: string, name: string, more: Partial<Step> = {}): Way {
  return {
    name: "with the hook command",
    steps: ({ url, key }) => [
      keyInShell(key),
      {
        title: "Let the command add the hooks",
        text: "It shows the change first, keeps a copy of what was there, and takes it all out again with --uninstall.",
        snippets: [
          {
            label: "In that shell",
            text: `npx -y -p @sightline/emitter sightline-hook install ${agent} --url ${url}`,
          },
        ],
        ...more,
      },
      startIt(name),
    ],
  };
}
