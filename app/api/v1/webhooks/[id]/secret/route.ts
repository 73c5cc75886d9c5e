import { webhookSecretEndpoint } from "@/lib/server/endpoints/webhooks";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(webhookSecretEndpoint);
