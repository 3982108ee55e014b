-- What people tell the host about others.

CREATE TABLE reports (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at  timestamptz(3) NOT NULL DEFAULT now(),
    reporter_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    user_id     bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    message_id  bigint REFERENCES messages ON DELETE SET NULL,
    reason      text NOT NULL,
    closed_at   timestamptz(3),
    CONSTRAINT reports_self_check CHECK (reporter_id <> user_id),
    CONSTRAINT reports_reason_check CHECK (length(reason) BETWEEN 1 AND 500)
);
CREATE UNIQUE INDEX reports_once ON reports (reporter_id, user_id, coalesce(message_id, 0)) WHERE closed_at IS NULL;
CREATE INDEX reports_open ON reports (id) WHERE closed_at IS NULL;
CREATE INDEX reports_user ON reports (user_id);
CREATE INDEX reports_reporter ON reports (reporter_id, id);
CREATE INDEX reports_message ON reports (message_id);
COMMENT ON TABLE reports IS 'Open until the host closes them; at most one open one a reporter, person and message.';
COMMENT ON COLUMN reports.message_id IS 'NULL: the person as such.';

-- An export reads what somebody was told by id.
DROP INDEX messages_receiver;
CREATE INDEX messages_receiver ON messages (receiver_id, id);
