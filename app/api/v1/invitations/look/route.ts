import { invitationLookEndpoint } from "@/lib/server/endpoints/invitations";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(invitationLookEndpoint);
