-- What users should know of, kept for those who are away.

CREATE TABLE notifications (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    user_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    kind       text NOT NULL,
    from_id    bigint REFERENCES users ON DELETE CASCADE,
    text       text NOT NULL,
    subject_id bigint NOT NULL,
    seen_at    timestamptz(3),
    CONSTRAINT notifications_kind_check CHECK (kind IN ('friend_request', 'friend_accepted', 'invitation',
                                                        'direct_message', 'tournament_call', 'moderation')),
    CONSTRAINT notifications_text_check CHECK (length(text) <= 500)
);
CREATE INDEX notifications_page ON notifications (user_id, id DESC);
CREATE UNIQUE INDEX notifications_unseen ON notifications (user_id, kind, from_id) WHERE seen_at IS NULL;
CREATE INDEX notifications_from ON notifications (from_id);
CREATE INDEX notifications_age ON notifications (created_at);
COMMENT ON TABLE notifications IS 'The newest of each user; one unseen a kind and person, so that nobody fills another''s inbox.';
COMMENT ON COLUMN notifications.from_id IS 'NULL: the server itself.';
COMMENT ON COLUMN notifications.subject_id IS 'Invitation, match, tournament or message; 0: none.';
