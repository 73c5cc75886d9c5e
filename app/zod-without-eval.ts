import { config } from "zod";

// zod tries `new Function` as soon as a schema is made; the pages' content security policy forbids it and reports it.
config({ jitless: true });
