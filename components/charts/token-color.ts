/** What a token of the palette is in the theme of the moment; a canvas can't read custom properties by itself. */
export function tokenColor(token: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(token);
}
