/** Where the shell stands: who is looking at which of their workspaces. */
export type ShellPlace = {
  viewer: { email: string; name: string | null };
  workspace: { slug: string; name: string };
  /** The only ones that they see of it; null: all. */
  projects: readonly string[] | null;
  workspaces: readonly { slug: string; name: string }[];
};
