/** Where the shell stands: who is looking at which of their workspaces. */
export type ShellPlace = {
  viewer: { email: string; name: string | null };
  workspace: { slug: string; name: string };
  workspaces: readonly { slug: string; name: string }[];
};
