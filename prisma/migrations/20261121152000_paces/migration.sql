CREATE UNLOGGED TABLE paces (
    name BYTEA NOT NULL,
    free_at TIMESTAMPTZ(6) NOT NULL,
    CONSTRAINT paces_pkey PRIMARY KEY (name)
);
CREATE INDEX paces_free_at_idx ON paces (free_at);
