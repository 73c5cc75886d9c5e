import type { Reach } from "../contract/reach";
import type { TimelineFilter } from "./filter";

/** No event has it as its project: a filter by it lets nothing through, and still is a filter wherever one is written down. */
const noProject = "";

/** The filter, letting through only what is within reach. Where the two have nothing in common it lets nothing through. */
export function narrowFilter(filter: TimelineFilter, { projects }: Pick<Reach, "projects">): TimelineFilter {
  if (projects === null) return filter;
  const common = filter.project ? projects.filter((project) => filter.project?.includes(project)) : [...projects];
  return { ...filter, project: common.length > 0 ? common : [noProject] };
}
