import { invitationsEndpoint } from "@/lib/server/endpoints/invitations";
import { nextRoute } from "@/lib/server/http/next-adapter";
import { settleMail } from "@/lib/server/mail/send-mail";

// Where nothing runs between requests, the mail goes out when the answer is out.
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(invitationsEndpoint, () => settleMail);
