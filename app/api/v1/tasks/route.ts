import { tasksEndpoint } from "@/lib/server/endpoints/tasks";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(tasksEndpoint);
