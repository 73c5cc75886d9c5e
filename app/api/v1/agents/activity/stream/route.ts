import { activityStreamEndpoint } from "@/lib/server/endpoints/activity-stream";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(activityStreamEndpoint);
