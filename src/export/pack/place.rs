//! A pack on its way to the disk, whole or not at all. The one file of this room that writes any.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Pack;
use crate::error::Failure;

/// What a pack is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A folder of its name.
    Folder,
    /// One zip file of its name.
    Zip,
}

impl Pack {
    /// Writes it into the folder `within`, which is made where it is missing, and returns where it lies. What lies there
    /// already is left alone, and then nothing is written: what was given to somebody is not written over.
    pub fn write(&self, within: &Path, shape: Shape) -> Result<PathBuf, Failure> {
        let path = match shape {
            Shape::Folder => within.join(self.name()),
            Shape::Zip => within.join(format!("{}.zip", self.name())),
        };
        if fs::symlink_metadata(&path).is_ok() {
            let why = format!("{} is there already", path.display());
            return Err(Failure::config("No pack was written", why).with_todo("Move it away, or name another folder"));
        }
        let zip = match shape {
            Shape::Folder => None,
            Shape::Zip => Some(self.zip()?),
        };
        let half = within.join(format!(".{}.{}.tmp", self.name(), std::process::id()));
        let written = fs::create_dir_all(within)
            .and_then(|()| match &zip {
                Some(bytes) => put(&half, bytes),
                None => self.put_all(&half),
            })
            .and_then(|()| fs::rename(&half, &path));
        written.map_err(|error| {
            // What is left of it is of no use to anybody.
            let _ = fs::remove_dir_all(&half).or_else(|_| fs::remove_file(&half));
            let why = format!("{} cannot be written", path.display());
            Failure::config("No pack was written", why)
                .with_todo("Name another folder")
                .caused_by(error)
        })?;
        Ok(path)
    }

    fn put_all(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir(folder)?;
        for (name, bytes) in self.files() {
            put(&folder.join(name), &bytes)?;
        }
        Ok(())
    }
}

/// A new file, on the disk when this comes back.
fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
