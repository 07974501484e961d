"""The tables of a ledger; what each is for stands in `ledger.py`."""

SCHEMA_VERSION = 5  # raise it with every change below: a book's ledger of another version is made anew

SCHEMA = """
CREATE TABLE IF NOT EXISTS edition (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    created TEXT NOT NULL,
    title TEXT NOT NULL,
    warnings TEXT NOT NULL,
    fingerprint TEXT NOT NULL,      -- of the sources and of every version that what we derive depends on
    embedding TEXT NOT NULL,        -- name of the embedding whose vectors the passages have
    earlier TEXT NOT NULL           -- JSON: the earlier books of the series as they were read
);
CREATE TABLE IF NOT EXISTS chapter (
    edition INTEGER NOT NULL, position INTEGER NOT NULL, revision TEXT NOT NULL,
    label TEXT NOT NULL, title TEXT NOT NULL, number INTEGER, part TEXT NOT NULL, path TEXT NOT NULL,
    book TEXT NOT NULL, identity TEXT NOT NULL,
    PRIMARY KEY (edition, position)
);
CREATE TABLE IF NOT EXISTS source (  -- the files as the edition found them, ignored ones too
    name TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, digest TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS source_text (  -- of the files, as last read
    key TEXT PRIMARY KEY, text BLOB NOT NULL, title TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS held (    -- files that cannot be read now, with the key of the text that stands in for each
    file TEXT PRIMARY KEY, key TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS named (   -- what companion.toml calls a file, and which file that is by now
    entry TEXT PRIMARY KEY, file TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS revision (
    id TEXT PRIMARY KEY, text TEXT NOT NULL, scenes TEXT NOT NULL, paratext TEXT NOT NULL, observations BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS passage (
    id INTEGER PRIMARY KEY, revision TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS passage_revision ON passage (revision, start);
CREATE VIEW IF NOT EXISTS passage_text AS
    SELECT p.id AS id, substr(r.text, p.start + 1, p.end - p.start) AS text
    FROM passage p JOIN revision r ON r.id = p.revision;
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(
    text, content='passage_text', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE IF NOT EXISTS words_at USING fts5vocab('words', 'instance');
CREATE TABLE IF NOT EXISTS vector (
    embedding TEXT NOT NULL, passage TEXT NOT NULL, vector BLOB NOT NULL, tokens BLOB NOT NULL,
    PRIMARY KEY (embedding, passage)
);
CREATE TABLE IF NOT EXISTS basis (embedding TEXT PRIMARY KEY, matrix BLOB NOT NULL, dimension INTEGER NOT NULL);
"""
