/**
 * A word of a command line, quoted where the shell would otherwise take it apart. On Windows with slashes, which programs
 * take and every shell leaves alone: Git's bash would eat backslashes.
 */
export function shellWord(word: string, platform: NodeJS.Platform = process.platform): string {
  if (platform === "win32") {
    const path = word.replaceAll("\\", "/");
    return /[\s&()^;,]/.test(path) ? `"${path}"` : path;
  }
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
