/** The path of an API call for a workspace: a person's login, unlike a key, says nothing about which one is meant. */
export function inWorkspace(path: string, workspace: string): string {
  const [pathname = "", query = ""] = path.split("?", 2);
  const params = new URLSearchParams(query);
  params.set("workspace", workspace);
  return `${pathname}?${params}`;
}
