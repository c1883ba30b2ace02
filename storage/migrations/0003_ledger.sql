-- The 710 ledger: items, who works on them, their timelines, sign-offs and extensions.

CREATE TABLE items (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    number        TEXT UNIQUE,              -- T-0001
    own_number    TEXT NOT NULL,
    year          INTEGER NOT NULL,
    source_kind   TEXT NOT NULL,
    source        TEXT NOT NULL,
    task          TEXT NOT NULL,
    item_class    TEXT NOT NULL,
    deployed_on   TEXT NOT NULL,
    deadline      TEXT NOT NULL,
    ordered_by    TEXT NOT NULL,
    ordered_title TEXT NOT NULL,
    responsible   TEXT NOT NULL,
    state         TEXT NOT NULL,
    lead          TEXT NOT NULL,            -- the lead share's unit, for lists and counts
    parent        TEXT NOT NULL,
    carried       TEXT NOT NULL,            -- JSON: what an imported row carried
    opened_at     TEXT NOT NULL,
    opened_title  TEXT NOT NULL,
    closed_at     TEXT,
    nudge_at      TEXT,
    staged        INTEGER,                  -- the import it belongs to until that is all there
    revision      INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX items_due ON items (nudge_at) WHERE nudge_at IS NOT NULL;
CREATE INDEX items_open ON items (deadline) WHERE closed_at IS NULL AND staged IS NULL;
CREATE INDEX items_of_lead ON items (lead, deadline) WHERE closed_at IS NULL AND staged IS NULL;
CREATE INDEX items_in_question ON items (state, deadline) WHERE state IN ('asked', 'checked');
CREATE INDEX items_closed ON items (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX items_opened ON items (opened_at);
CREATE INDEX items_ordered ON items (ordered_by) WHERE closed_at IS NULL AND ordered_by <> '';
CREATE INDEX items_staged ON items (staged) WHERE staged IS NOT NULL;
CREATE INDEX items_of_parent ON items (parent) WHERE parent <> '';

CREATE TABLE shares (                       -- a unit's part in an item; the lead is place 0
    item        TEXT NOT NULL REFERENCES items (number),
    place       INTEGER NOT NULL,
    unit        TEXT NOT NULL,
    role        TEXT NOT NULL,
    received_by TEXT NOT NULL,
    received_at TEXT,
    done_by     TEXT NOT NULL,
    done_at     TEXT,
    PRIMARY KEY (item, place)
) STRICT;
CREATE INDEX shares_of_unit ON shares (unit, item);

CREATE TABLE tasks (                        -- sub-tasks
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    item        TEXT NOT NULL REFERENCES items (number),
    what        TEXT NOT NULL,
    owner       TEXT NOT NULL REFERENCES officials (id),
    owner_title TEXT NOT NULL,
    due_on      TEXT NOT NULL,
    done_by     TEXT NOT NULL,
    done_at     TEXT
) STRICT;
CREATE INDEX tasks_of_item ON tasks (item, id);
CREATE INDEX tasks_of_owner ON tasks (owner) WHERE done_at IS NULL;

CREATE TABLE notes (                        -- the timeline; never changed
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    item     TEXT NOT NULL REFERENCES items (number),
    kind     TEXT NOT NULL,
    at       TEXT NOT NULL,
    by       TEXT NOT NULL,
    by_title TEXT NOT NULL,
    unit     TEXT NOT NULL,
    words    TEXT NOT NULL,
    day      TEXT
) STRICT;
CREATE INDEX notes_of_item ON notes (item, id);

CREATE TABLE sign_offs (                    -- asked, checked, recognised or sent back: who and when
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    item             TEXT NOT NULL REFERENCES items (number),
    asked_by         TEXT NOT NULL,
    asked_title      TEXT NOT NULL,
    asked_at         TEXT NOT NULL,
    words            TEXT NOT NULL,
    checked_by       TEXT NOT NULL,
    checked_title    TEXT NOT NULL,
    checked_at       TEXT,
    recogniser       TEXT NOT NULL,
    recognised_title TEXT NOT NULL,
    recognised_at    TEXT,
    sent_back_at     TEXT
) STRICT;
CREATE INDEX sign_offs_of_item ON sign_offs (item, id);
CREATE INDEX sign_offs_waiting ON sign_offs (recogniser)
    WHERE recognised_at IS NULL AND sent_back_at IS NULL AND recogniser <> '';

CREATE TABLE extensions (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    item           TEXT NOT NULL REFERENCES items (number),
    asked_by       TEXT NOT NULL,
    asked_title    TEXT NOT NULL,
    asked_at       TEXT NOT NULL,
    was            TEXT NOT NULL,
    until          TEXT NOT NULL,
    reason         TEXT NOT NULL,
    progress       TEXT NOT NULL,
    answered_title TEXT NOT NULL,
    answered_at    TEXT,
    granted        TEXT
) STRICT;
CREATE INDEX extensions_of_item ON extensions (item, id);
CREATE INDEX extensions_waiting ON extensions (item) WHERE answered_at IS NULL;

-- Nudges and attachments are of any subject now: a request A-0001 or an item T-0001.
CREATE TABLE nudges_of_any (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    request   TEXT NOT NULL,                -- number of the subject
    view      TEXT NOT NULL,
    step      INTEGER,
    about     TEXT NOT NULL,
    recipient TEXT NOT NULL REFERENCES officials (id),
    due_at    TEXT NOT NULL,
    closed_at TEXT,
    letter    INTEGER REFERENCES letters (id)
) STRICT;
INSERT INTO nudges_of_any SELECT * FROM nudges;
DROP TABLE nudges;
ALTER TABLE nudges_of_any RENAME TO nudges;
CREATE UNIQUE INDEX nudges_once ON nudges (request, view, COALESCE(step, 0), about, recipient);
CREATE INDEX nudges_open ON nudges (recipient, due_at) WHERE closed_at IS NULL;
CREATE INDEX nudges_shown ON nudges (closed_at) WHERE letter IS NOT NULL;

CREATE TABLE attachments_of_any (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    request     TEXT NOT NULL,              -- number of the subject
    step        INTEGER,                    -- of a request its step, of an item its note
    sender      TEXT NOT NULL,
    channel     TEXT NOT NULL,
    ref         TEXT NOT NULL,
    name        TEXT NOT NULL,
    media_type  TEXT NOT NULL,
    size        INTEGER NOT NULL,
    sent_at     TEXT NOT NULL,
    content     BLOB,
    tries       INTEGER NOT NULL DEFAULT 0,
    next_try_at TEXT NOT NULL,
    failed      TEXT
) STRICT;
INSERT INTO attachments_of_any SELECT * FROM attachments;
DROP TABLE attachments;
ALTER TABLE attachments_of_any RENAME TO attachments;
CREATE INDEX attachments_due ON attachments (next_try_at) WHERE content IS NULL AND failed IS NULL;
CREATE INDEX attachments_of_subject ON attachments (request, id);
