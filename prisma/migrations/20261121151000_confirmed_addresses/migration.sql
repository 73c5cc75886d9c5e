ALTER TABLE people ADD COLUMN email_verified_at TIMESTAMPTZ(6);
ALTER TABLE password_resets ADD COLUMN mailed BOOLEAN NOT NULL DEFAULT false;

CREATE TABLE email_confirmations (
    hash BYTEA NOT NULL,
    person_id UUID NOT NULL,
    email TEXT NOT NULL,
    expires_at TIMESTAMPTZ(6) NOT NULL,
    CONSTRAINT email_confirmations_pkey PRIMARY KEY (hash)
);
CREATE INDEX email_confirmations_person_id_idx ON email_confirmations (person_id);
ALTER TABLE email_confirmations ADD CONSTRAINT email_confirmations_person_id_fkey
    FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE CASCADE ON UPDATE CASCADE;

-- Whoever has come by a provider has shown the address that it told of.
UPDATE people p SET email_verified_at = i.created_at FROM identities i WHERE i.person_id = p.id AND i.email = p.email;
