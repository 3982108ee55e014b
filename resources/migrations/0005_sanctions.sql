-- What hosts do about people who misbehave, and names for accounts that were deleted.

CREATE TABLE sanctions (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    user_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    kind       text NOT NULL,
    reason     text NOT NULL,
    ends_at    timestamptz(3),
    lifted_at  timestamptz(3),
    CONSTRAINT sanctions_kind_check CHECK (kind IN ('mute', 'ban')),
    CONSTRAINT sanctions_reason_check CHECK (length(reason) BETWEEN 1 AND 500)
);
CREATE INDEX sanctions_user ON sanctions (user_id, kind) WHERE lifted_at IS NULL;
COMMENT ON TABLE sanctions IS 'Mutes (no chat) and bans (no signing in), by the host.';
COMMENT ON COLUMN sanctions.reason IS 'The person reads it.';
COMMENT ON COLUMN sanctions.ends_at IS 'NULL: for good, unless it is lifted.';

-- "deleted player 17": no living account can have a space in its name, so none can be taken for it.
ALTER TABLE users
    DROP CONSTRAINT users_username_check,
    ADD CONSTRAINT users_username_check
        CHECK (kind <> 'human' OR deleted_at IS NOT NULL OR username::text ~ '^[A-Za-z0-9_-]{3,20}$');
CREATE INDEX users_pending_email ON users (id) WHERE pending_email IS NOT NULL;
