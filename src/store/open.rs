//! Opening a store: every trouble it can be in gets its own answer, and nothing is lost in any of them.

use std::fs::{DirBuilder, OpenOptions};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use sha2::{Digest, Sha256};

use super::fault::{fault, file_fault};
use super::migrate::{APPLICATION_ID, STEPS, migrate, schema_version};
use super::snapshot::Snapshot;
use crate::domain::PolicyBook;
use crate::error::{Failure, Kind};

/// How a store may be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// Read and write.
    Full,
    /// Only read, and why.
    ReadOnly(String),
}

/// One open store file and what is known of it.
#[derive(Debug)]
pub struct Store {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
    pub(super) access: Access,
    pub(super) installation: String,
    pub(super) book: PolicyBook,
    pub(super) book_mark: i64,
    /// The snapshot written or read last, so that entry after entry need not parse it again.
    pub(super) memo: Option<Snapshot>,
}

/// How long a writer waits for another before it gives up.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often it looks whether it may.
const STEP: Duration = Duration::from_millis(1);

impl Store {
    /// Opens the store at `path` for writing, making it (0600, in a 0700 folder) where there is none.
    ///
    /// A file that may only be read is opened read-only; [`Store::access`] says why.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        make_file(path)?;
        let writable = OpenOptions::new().write(true).open(path).is_ok();
        if !writable {
            return Self::open_read_only(path, "the file may only be read");
        }
        let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        match version_of(&connection, path)? {
            Version::Empty => {
                turn_to_wal(&connection, path)?;
                migrate(&mut connection, path, 0, STEPS)?;
            }
            Version::Ours(version) if version < schema_version() => migrate(&mut connection, path, version, STEPS)?,
            Version::Ours(version) if version > schema_version() => {
                drop(connection);
                return Self::open_read_only(path, &newer(version));
            }
            Version::Ours(_) => {}
        }
        Self::ready(connection, path, Access::Full)
    }

    /// Opens an existing store for reading only, saying why.
    pub fn open_read_only(path: &Path, why: &str) -> Result<Self, Failure> {
        if !path.exists() {
            let what = "the store was not opened";
            return Err(
                Failure::new(Kind::Store, what, format!("there is no file {}", path.display()))
                    .with_todo("Run firebell once without --read-only to make it, or name another with --store."),
            );
        }
        let look = |name: &Path, flags| {
            let connection = connect_as(name, path, OpenFlags::SQLITE_OPEN_READ_ONLY | flags)?;
            let version = version_of(&connection, path)?;
            Ok((connection, version))
        };
        let (connection, version) = match look(path, OpenFlags::empty()) {
            // In a folder that cannot be written, SQLite cannot make its shared memory; the file alone still reads.
            Err(_) if OpenOptions::new().write(true).open(path).is_err() => {
                look(&unchanging(path), OpenFlags::SQLITE_OPEN_URI)?
            }
            looked => looked?,
        };
        if matches!(version, Version::Empty) {
            return Err(foreign(path));
        }
        Self::ready(connection, path, Access::ReadOnly(why.to_owned()))
    }

    fn ready(connection: Connection, path: &Path, access: Access) -> Result<Self, Failure> {
        let mut store = Self {
            connection,
            path: path.to_owned(),
            access,
            installation: installation(path),
            book: PolicyBook::default(),
            book_mark: 0,
            memo: None,
        };
        store.read_book()?;
        Ok(store)
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How it may be used.
    pub fn access(&self) -> &Access {
        &self.access
    }

    /// The adopted policies, as of the last catch-up.
    pub fn book(&self) -> &PolicyBook {
        &self.book
    }

    /// Keeps so much of the file at hand and no more, in kibibytes: for a connection that is one of several.
    pub fn keep(&self, kibibytes: u32) {
        // One that keeps more is no trouble. A negative number counts kibibytes.
        let _ = self.connection.pragma_update(None, "cache_size", -i64::from(kibibytes));
    }

    /// Has the file a schema newer than this program? Then it must not be written any more.
    pub fn has_newer_schema(&self) -> bool {
        self.connection
            .prepare_cached("PRAGMA user_version")
            .and_then(|mut statement| statement.query_row([], |row| row.get::<_, i32>(0)))
            .is_ok_and(|version| version > schema_version())
    }

    /// A number that changes whenever another connection commits.
    pub fn data_version(&self) -> Result<i64, Failure> {
        self.connection
            .prepare_cached("PRAGMA data_version")
            .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
            .map_err(|error| fault(&self.path, error))
    }

    /// Empties the write-ahead log, so that nothing expunged lingers in it. Others may hold it open; then it goes later.
    pub fn forget_deleted(&self) -> Result<(), Failure> {
        self.connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .map_err(|error| self.fault(error))
    }

    pub(super) fn fault(&self, error: rusqlite::Error) -> Failure {
        fault(&self.path, error)
    }
}

/// What an old program says of a newer file.
pub fn newer(version: i32) -> String {
    format!(
        "the store has schema {version}, this firebell knows {}; restart with the newer firebell to write",
        schema_version()
    )
}

enum Version {
    Empty,
    Ours(i32),
}

fn version_of(connection: &Connection, path: &Path) -> Result<Version, Failure> {
    // All three of one moment: another first start may be making the tables just now.
    let look = connection.unchecked_transaction().map_err(|error| fault(path, error))?;
    let pragma = |name: &str| look.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    let application = pragma("application_id").map_err(|error| fault(path, error))?;
    let version = pragma("user_version").map_err(|error| fault(path, error))?;
    if application == APPLICATION_ID {
        return Ok(Version::Ours(version));
    }
    let tables: i64 = look
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(|error| fault(path, error))?;
    if application == 0 && version == 0 && tables == 0 {
        return Ok(Version::Empty);
    }
    Err(foreign(path))
}

fn foreign(path: &Path) -> Failure {
    let why = format!("{} belongs to another program", path.display());
    Failure::new(Kind::Store, "the store was not opened", why)
        .with_todo("Name another file with --store; this one was left as it is.")
}

/// The address under which the file is taken for one that nobody writes to.
fn unchanging(path: &Path) -> PathBuf {
    let name = path.display().to_string();
    let name = name.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    PathBuf::from(format!("file:{name}?immutable=1"))
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, Failure> {
    connect_as(path, path, flags)
}

/// Opens the file at `path` under a name of its own: an address with settings, or the path itself.
fn connect_as(name: &Path, path: &Path, flags: OpenFlags) -> Result<Connection, Failure> {
    if path.is_dir() {
        let why = format!("{} is a folder", path.display());
        return Err(Failure::new(Kind::Store, "the store was not opened", why).with_todo("Name a file with --store."));
    }
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(name, flags).map_err(|error| fault(path, error))?;
    connection
        .busy_handler(Some(wait_a_moment))
        .map_err(|error| fault(path, error))?;
    // FULL: what was acknowledged survives a power cut. Secure delete: what was expunged, and the drafts it was typed
    // in, leave no bytes behind in free space.
    connection
        .execute_batch("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;")
        .map_err(|error| fault(path, error))?;
    // Plans do not depend on the values bound to them; without this, each new value prepares its statement again.
    connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .map_err(|error| fault(path, error))?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// Waits a little for another writer; false when patience is at an end. `SQLite` itself would look again after up to a
/// tenth of a second, and whoever writes without pause would then be in front every time.
fn wait_a_moment(tries: i32) -> bool {
    std::thread::sleep(STEP);
    STEP * u32::try_from(tries).unwrap_or(u32::MAX) < PATIENCE
}

/// Turns on the write-ahead log. The busy handler does not cover a change of the journal mode, so this waits itself.
fn turn_to_wal(connection: &Connection, path: &Path) -> Result<(), Failure> {
    let mut waited = Duration::ZERO;
    loop {
        match connection.pragma_update(None, "journal_mode", "wal") {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && waited < PATIENCE => {
                std::thread::sleep(STEP);
                waited += STEP;
            }
            turned => return turned.map_err(|error| fault(path, error)),
        }
    }
}

fn make_file(path: &Path) -> Result<(), Failure> {
    if path.exists() {
        return Ok(());
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(|error| file_fault("the store was not made", folder, error))?;
    }
    OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
        .map_err(|error| file_fault("the store was not made", path, error))?;
    Ok(())
}

/// A digest of this machine, this user and this very file: a copied file does not carry its series along.
fn installation(path: &Path) -> String {
    let mut hasher = Sha256::new();
    hasher.update(std::fs::read("/etc/machine-id").unwrap_or_default());
    hasher.update(rustix::process::getuid().as_raw().to_be_bytes());
    hasher.update(rustix::system::uname().nodename().to_bytes());
    if let Ok(metadata) = std::fs::metadata(path) {
        hasher.update(metadata.dev().to_be_bytes());
        hasher.update(metadata.ino().to_be_bytes());
    }
    super::chain::hex(&hasher.finalize()[..16])
}
