import type uPlot from "uplot";
import { stackHeights } from "./stack-heights";
import { tokenColor } from "./token-color";

export type BarLook = { color: string; floorPx: number };

/** Draws stacked bars: the plot's first series lies at the bottom, and each bar is a bucket wide. */
export function drawBars(plot: uPlot, looks: readonly BarLook[], bucketMs: number): void {
  const { ctx, bbox, data } = plot;
  const pixel = ctx.canvas.width / plot.width;
  const base = bbox.top + bbox.height;
  const columns = data.slice(1);
  const floors = looks.map((look) => look.floorPx * pixel);
  const bars = Array.from(data[0], (start, index) => {
    const counts = columns.map((column) => column[index] ?? 0);
    const top = plot.valToPos(sum(counts), "y", true);
    const left = plot.valToPos(start, "x", true);
    const width = plot.valToPos(start + bucketMs, "x", true) - left;
    return { left, width, heights: stackHeights(counts, floors, base - top) };
  });
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  looks.forEach((look, part) => {
    ctx.fillStyle = tokenColor(look.color);
    for (const { left, width, heights } of bars) {
      const height = heights[part] ?? 0;
      if (height === 0) continue;
      const below = sum(heights.slice(0, part));
      // A hairline between bars that are wide enough to spare one.
      const gap = width > 3 * pixel ? pixel : 0;
      ctx.fillRect(left + gap / 2, base - below - height, Math.max(width - gap, pixel), height);
    }
  });
  ctx.restore();
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
