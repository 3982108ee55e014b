-- Conversations. Everything about a channel is written under the lock of its row, so that its messages' ids grow in the
-- order in which they are committed: "what came after this one" never misses any.

CREATE TABLE channels (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at      timestamptz(3) NOT NULL DEFAULT now(),
    kind            text NOT NULL,
    user1_id        bigint REFERENCES users,
    user2_id        bigint REFERENCES users,
    game_session_id bigint REFERENCES game_sessions ON DELETE CASCADE,
    last_message_id bigint NOT NULL DEFAULT 0,
    CONSTRAINT channels_direct_key UNIQUE (user1_id, user2_id),
    CONSTRAINT channels_match_key UNIQUE (game_session_id),
    CONSTRAINT channels_kind_check CHECK (
        CASE kind WHEN 'lobby' THEN num_nonnulls(user1_id, user2_id, game_session_id) = 0
                  WHEN 'direct' THEN user1_id < user2_id AND game_session_id IS NULL
                  WHEN 'match' THEN game_session_id IS NOT NULL AND num_nonnulls(user1_id, user2_id) = 0
                  ELSE false END)
);
CREATE UNIQUE INDEX channels_lobby_key ON channels (kind) WHERE kind = 'lobby';
CREATE INDEX channels_user1 ON channels (user1_id, last_message_id DESC);
CREATE INDEX channels_user2 ON channels (user2_id, last_message_id DESC);
COMMENT ON TABLE channels IS 'Made with the first message; the lobby is there always.';
COMMENT ON COLUMN channels.user1_id IS 'Of a direct one: the two people, the lower id first.';
INSERT INTO channels (kind) VALUES ('lobby');

CREATE TABLE messages (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sent_at     timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
    channel_id  bigint NOT NULL REFERENCES channels ON DELETE CASCADE,
    sender_id   bigint NOT NULL REFERENCES users,
    receiver_id bigint REFERENCES users,
    client_id   text NOT NULL,
    message     text NOT NULL,
    is_withheld boolean NOT NULL DEFAULT false,
    CONSTRAINT messages_client_id_key UNIQUE (sender_id, client_id),
    CONSTRAINT messages_client_id_check CHECK (length(client_id) BETWEEN 8 AND 40),
    CONSTRAINT messages_message_check CHECK (length(message) BETWEEN 1 AND 500),
    CONSTRAINT messages_withheld_check CHECK (receiver_id IS NOT NULL OR NOT is_withheld)
);
CREATE INDEX messages_page ON messages (channel_id, id DESC);
CREATE INDEX messages_receiver ON messages (receiver_id);
CREATE INDEX messages_sender ON messages (sender_id, id);
COMMENT ON TABLE messages IS 'What people wrote, for good; ids grow within a channel.';
COMMENT ON COLUMN messages.receiver_id IS 'Of a direct one; NULL: for everybody in the channel.';
COMMENT ON COLUMN messages.client_id IS 'Chosen by the sender''s program: sending again stores nothing twice.';
COMMENT ON COLUMN messages.is_withheld IS 'The receiver had blocked the sender: only the sender ever sees it.';

CREATE TABLE read_positions (
    user_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    channel_id bigint NOT NULL REFERENCES channels ON DELETE CASCADE,
    read_id    bigint NOT NULL,
    PRIMARY KEY (user_id, channel_id)
);
CREATE INDEX read_positions_channel ON read_positions (channel_id);
COMMENT ON TABLE read_positions IS 'Up to which message somebody has read a channel.';

CREATE FUNCTION messages_for(viewer bigint) RETURNS SETOF messages LANGUAGE sql STABLE AS $$
    SELECT * FROM messages
    WHERE (NOT is_withheld OR sender_id = viewer)
      AND NOT EXISTS (SELECT FROM blocks WHERE user_id = viewer AND blocked_id = messages.sender_id)
$$;
COMMENT ON FUNCTION messages_for IS 'What this user may be shown of channels that he may read.';
