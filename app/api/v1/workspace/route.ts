import { workspaceEndpoint } from "@/lib/server/endpoints/workspaces";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(workspaceEndpoint);
