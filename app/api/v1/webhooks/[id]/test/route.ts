import { webhookTestEndpoint } from "@/lib/server/endpoints/deliveries";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(webhookTestEndpoint);
