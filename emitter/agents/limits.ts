/** What the server takes of an event (docs/doors.md): whatever is larger is cut here, so that nothing is refused there. */
export const metadataBytesMax = 64 * 1024;
export const metadataDepthMax = 32;
/** Code points of a label. */
export const textCharactersMax = 200;
export const eventTypeCharactersMax = 100;
