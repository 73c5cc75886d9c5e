-- What these two found, the block index finds, and it isn't paid by whoever waits for an append. The one on sessions stays:
-- append_unless_repeated asks it, under the log's lock, for the newest event of a session.

-- DropIndex
DROP INDEX "events_workspace_id_agent_id_cursor_idx";

-- DropIndex
DROP INDEX "events_workspace_id_event_type_cursor_idx";
