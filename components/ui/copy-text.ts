/** Writes to the clipboard; false where the browser refuses, or has none because the page isn't served securely. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
