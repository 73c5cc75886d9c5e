/** A part of a whole in percent, as read at a glance: `0%`, `<0.1%`, `0.4%`, `12%`. A dash where there is no whole. */
export function formatShare(part: number, whole: number): string {
  if (whole <= 0) return "–";
  const percent = (part / whole) * 100;
  if (percent > 0 && percent < 0.1) return "<0.1%";
  return `${percent < 9.95 ? Number(percent.toFixed(1)) : Math.round(percent)}%`;
}
