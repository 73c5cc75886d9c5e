-- Whoever looks for blocks by their times passes over many rows and reads the seconds of a few: those are kept beside the
-- table, and compressed, so that a thousand blocks are ten pages.
ALTER TABLE "blocks" SET (toast_tuple_target = 128);
