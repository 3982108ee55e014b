-- Who is whose friend, who wants nothing to do with whom, and when somebody was here last.

CREATE TABLE friends (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at  timestamptz(3) NOT NULL DEFAULT now(),
    user_id     bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    friend_id   bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    status      text NOT NULL DEFAULT 'pending',
    hidden      boolean NOT NULL DEFAULT false,
    accepted_at timestamptz(3),
    CONSTRAINT friends_self_check CHECK (user_id <> friend_id),
    CONSTRAINT friends_status_check CHECK (status IN ('pending', 'accepted')),
    CONSTRAINT friends_hidden_check CHECK (status = 'pending' OR NOT hidden),
    CONSTRAINT friends_accepted_check CHECK ((status = 'accepted') = (accepted_at IS NOT NULL))
);
CREATE UNIQUE INDEX friends_pair ON friends (least(user_id, friend_id), greatest(user_id, friend_id));
CREATE INDEX friends_asker ON friends (user_id, friend_id);
CREATE INDEX friends_asked ON friends (friend_id, user_id);
COMMENT ON TABLE friends IS 'Friendships and requests, one row a pair: user_id asked friend_id.';
COMMENT ON COLUMN friends.hidden IS 'A request that friend_id declined, or that came from somebody blocked: only its sender sees it, as one that waits.';

CREATE VIEW friend_sides AS
    SELECT user_id, friend_id AS other_id, true AS is_mine, status = 'accepted' AS is_accepted, hidden AS is_hidden,
           coalesce(accepted_at, created_at) AS since
    FROM friends
    UNION ALL
    SELECT friend_id, user_id, false, status = 'accepted', hidden, coalesce(accepted_at, created_at)
    FROM friends;
COMMENT ON VIEW friend_sides IS 'Every pair twice, as each of the two sees it; is_mine: user_id asked.';

CREATE TABLE blocks (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    user_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    blocked_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    CONSTRAINT blocks_pair_key UNIQUE (user_id, blocked_id),
    CONSTRAINT blocks_self_check CHECK (user_id <> blocked_id)
);
CREATE INDEX blocks_blocked ON blocks (blocked_id);
COMMENT ON TABLE blocks IS 'user_id wants nothing to do with blocked_id, who is never told.';

CREATE TABLE last_seen (
    user_id bigint PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    seen_at timestamptz(3) NOT NULL
);
COMMENT ON TABLE last_seen IS 'When somebody who is not here was here last; written for many at once.';

-- Typing ahead: names are plain ASCII, so a prefix is a range.
CREATE INDEX users_name_prefix ON users (lower(username::text) COLLATE "C") WHERE kind = 'human' AND deleted_at IS NULL;
