import type uPlot from "uplot";
import { tokenColor } from "./token-color";

export type LineLook = {
  color: string;
  isDashed?: boolean;
  /** A forecast has a slope. A reading holds until the next: a count or a balance has none between two of them. */
  isStraight?: boolean;
};

/** Draws one series as steps, or as a straight line. The last value holds for `holdMs`. */
export function drawLine(plot: uPlot, seriesIndex: number, look: LineLook, holdMs = 0): void {
  const { ctx, bbox, data } = plot;
  const pixel = ctx.canvas.width / plot.width;
  const xOf = (ms: number) => plot.valToPos(ms, "x", true);
  let heldY: number | null = null;
  let lastMs = 0;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top - pixel, bbox.width, bbox.height + 2 * pixel);
  ctx.clip();
  ctx.beginPath();
  data[seriesIndex]?.forEach((value, index) => {
    // Undefined: a reading of another series. Null: from here on nothing is known.
    if (value === undefined) return;
    lastMs = data[0][index] ?? 0;
    const x = xOf(lastMs);
    const y = value === null ? null : plot.valToPos(value, "y", true);
    if (heldY !== null && !look.isStraight) ctx.lineTo(x, heldY);
    if (y !== null && heldY === null) ctx.moveTo(x, y);
    if (y !== null && heldY !== null) ctx.lineTo(x, y);
    heldY = y;
  });
  if (heldY !== null && holdMs > 0) ctx.lineTo(xOf(lastMs + holdMs), heldY);
  ctx.strokeStyle = tokenColor(look.color);
  ctx.lineWidth = 1.5 * pixel;
  ctx.lineJoin = "round";
  if (look.isDashed) ctx.setLineDash([3 * pixel, 3 * pixel]);
  ctx.stroke();
  ctx.restore();
}
