-- The first shape: one leave request's whole way. Times are UTC ISO text, dates ISO text.

CREATE TABLE officials (
    id          TEXT PRIMARY KEY,
    place       INTEGER NOT NULL,           -- order in the roster
    name        TEXT NOT NULL,
    phone       TEXT NOT NULL DEFAULT '',
    telegram_id TEXT NOT NULL DEFAULT '',
    wecom_id    TEXT NOT NULL DEFAULT '',
    ab          TEXT NOT NULL DEFAULT '',
    language    TEXT NOT NULL DEFAULT 'zh',
    active      INTEGER NOT NULL DEFAULT 1  -- 0: left the roster; kept for the record
) STRICT;

CREATE TABLE posts (
    official   TEXT NOT NULL REFERENCES officials (id),
    place      INTEGER NOT NULL,
    title      TEXT NOT NULL,
    rank       TEXT NOT NULL,
    department TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (official, place)
) STRICT;

CREATE TABLE supervisors (
    department TEXT NOT NULL,
    place      INTEGER NOT NULL,            -- 0 leads
    official   TEXT NOT NULL REFERENCES officials (id),
    PRIMARY KEY (department, place)
) STRICT;

CREATE TABLE bindings (
    channel  TEXT NOT NULL,
    address  TEXT NOT NULL,
    official TEXT NOT NULL REFERENCES officials (id),
    bound_at TEXT NOT NULL,
    menu     TEXT NOT NULL DEFAULT '',      -- the command menu last shown there
    PRIMARY KEY (channel, address),
    UNIQUE (channel, official)
) STRICT;

CREATE TABLE links (                        -- one-time binding links; only a hash is kept
    hash       TEXT PRIMARY KEY,
    official   TEXT NOT NULL REFERENCES officials (id),
    expires_at TEXT NOT NULL,
    used_at    TEXT
) STRICT;

CREATE TABLE requests (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    number          TEXT UNIQUE,            -- A-0001
    matter          TEXT NOT NULL,
    applicant       TEXT NOT NULL REFERENCES officials (id),
    applicant_title TEXT NOT NULL,
    department      TEXT NOT NULL,
    subject         TEXT NOT NULL,
    starts_on       TEXT NOT NULL,
    starts_part     INTEGER NOT NULL,
    ends_on         TEXT NOT NULL,
    ends_part       INTEGER NOT NULL,
    place           TEXT NOT NULL,
    inside_province INTEGER,
    reason          TEXT NOT NULL,
    companions      TEXT NOT NULL,
    phone           TEXT NOT NULL,
    late            INTEGER NOT NULL,
    late_reason     TEXT NOT NULL,
    state           TEXT NOT NULL,
    round           INTEGER NOT NULL,
    article         TEXT NOT NULL,
    quote           TEXT NOT NULL,
    filed_at        TEXT NOT NULL,
    closed_at       TEXT,
    reported_on     TEXT,
    nudge_at        TEXT,
    revision        INTEGER NOT NULL DEFAULT 1  -- every write names the one it read
) STRICT;
CREATE INDEX requests_by_applicant ON requests (applicant, id);
CREATE INDEX requests_open ON requests (state, starts_on) WHERE state IN ('pending', 'agreed');
CREATE INDEX requests_due ON requests (nudge_at) WHERE nudge_at IS NOT NULL;

CREATE TABLE steps (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    request       TEXT NOT NULL REFERENCES requests (number),
    round         INTEGER NOT NULL,
    stage         INTEGER NOT NULL,
    holder        TEXT NOT NULL REFERENCES officials (id),
    holder_title  TEXT NOT NULL,
    outside       INTEGER NOT NULL,
    state         TEXT NOT NULL,
    decided_by    TEXT NOT NULL DEFAULT '',
    decided_title TEXT NOT NULL DEFAULT '',
    decided_at    TEXT,
    opinion       TEXT NOT NULL DEFAULT '',
    reference     TEXT NOT NULL DEFAULT '',
    forwarded_to  TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX steps_of_request ON steps (request, id);
CREATE INDEX steps_waiting ON steps (holder) WHERE state = 'pending';

CREATE TABLE attachments (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    request     TEXT NOT NULL REFERENCES requests (number),
    step        INTEGER,
    sender      TEXT NOT NULL,
    channel     TEXT NOT NULL,
    ref         TEXT NOT NULL,
    name        TEXT NOT NULL,
    media_type  TEXT NOT NULL,
    size        INTEGER NOT NULL,
    sent_at     TEXT NOT NULL,
    content     BLOB,                       -- fetched by the clock, not in the transaction
    tries       INTEGER NOT NULL DEFAULT 0,
    next_try_at TEXT NOT NULL,
    failed      TEXT                        -- why it never will be
) STRICT;
CREATE INDEX attachments_due ON attachments (next_try_at) WHERE content IS NULL AND failed IS NULL;

CREATE TABLE journal (                      -- each entry carries the hash of the one before
    seq     INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,
    actor   TEXT NOT NULL,
    act     TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail  TEXT NOT NULL,
    hash    TEXT NOT NULL
) STRICT;

CREATE TABLE inbox (                        -- raw updates, committed before they are acknowledged
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    channel     TEXT NOT NULL,
    key         TEXT NOT NULL,
    raw         BLOB NOT NULL,
    received_at TEXT NOT NULL,
    address     TEXT NOT NULL DEFAULT '',
    done_at     TEXT,
    tries       INTEGER NOT NULL DEFAULT 0,
    parked      TEXT,                       -- why it could not be handled
    UNIQUE (channel, key)
) STRICT;
CREATE INDEX inbox_waiting ON inbox (id) WHERE done_at IS NULL AND parked IS NULL;
CREATE INDEX inbox_by_address ON inbox (channel, address, id);

CREATE TABLE letters (                      -- a card, in the words it was written in
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    key        TEXT UNIQUE,                 -- names it once for ever; NULL for replies
    recipient  TEXT REFERENCES officials (id),
    request    TEXT,
    step       INTEGER,
    view       TEXT NOT NULL,
    content    TEXT NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1,
    live       INTEGER NOT NULL DEFAULT 1,  -- 0: a newer card has taken its place
    written_at TEXT NOT NULL
) STRICT;
CREATE INDEX letters_of_request ON letters (request, recipient, id) WHERE request IS NOT NULL;
CREATE INDEX letters_of_recipient ON letters (recipient, id) WHERE live = 1;

CREATE TABLE copies (                       -- where a letter is shown, and which version of it
    letter      INTEGER NOT NULL REFERENCES letters (id),
    channel     TEXT NOT NULL,
    address     TEXT NOT NULL,
    message     TEXT,                       -- the channel's id once shown
    wanted      INTEGER NOT NULL DEFAULT 1,
    shown       INTEGER NOT NULL DEFAULT 0,
    tries       INTEGER NOT NULL DEFAULT 0,
    next_try_at TEXT NOT NULL,
    shown_at    TEXT,                       -- first shown
    failed      TEXT,                       -- why it never will be
    PRIMARY KEY (letter, channel, address)
) STRICT;
CREATE INDEX copies_due ON copies (next_try_at) WHERE shown < wanted AND failed IS NULL;
CREATE INDEX copies_failed ON copies (letter) WHERE failed IS NOT NULL;
CREATE INDEX copies_by_message ON copies (channel, address, message);

CREATE TABLE buttons (                      -- what an opaque token stands for
    token      TEXT PRIMARY KEY,
    letter     INTEGER NOT NULL REFERENCES letters (id),
    official   TEXT NOT NULL,               -- whom it was shown to
    action     TEXT NOT NULL,
    args       TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX buttons_expiring ON buttons (expires_at);

CREATE TABLE talks (                        -- a conversation belongs to the official, not to a chat
    official   TEXT NOT NULL REFERENCES officials (id),
    errand     TEXT NOT NULL,
    place      INTEGER NOT NULL,             -- the highest is what the next words answer
    state      TEXT NOT NULL,
    letter     INTEGER,
    expires_at TEXT NOT NULL,
    PRIMARY KEY (official, errand)
) STRICT;

CREATE TABLE digests (                      -- the day is claimed with the letters, in one commit
    day       TEXT PRIMARY KEY,
    written_at TEXT NOT NULL
) STRICT;

CREATE TABLE files (                        -- what the embedded page was given to keep
    ref     TEXT PRIMARY KEY,
    content BLOB NOT NULL,
    kept_at TEXT NOT NULL
) STRICT;

CREATE TABLE facts (                        -- small things to remember: a channel's public name …
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
