import { notificationReadEndpoint } from "@/lib/server/endpoints/notification-marks";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(notificationReadEndpoint);
