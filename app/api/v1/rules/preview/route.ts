import { rulePreviewEndpoint } from "@/lib/server/endpoints/rule-preview";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(rulePreviewEndpoint);
