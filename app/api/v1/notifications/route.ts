import { notificationsEndpoint } from "@/lib/server/endpoints/notifications";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(notificationsEndpoint);
