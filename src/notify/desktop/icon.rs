//! Our picture, where a notification server can read it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A bell, drawn for us.
const SVG: &str = include_str!("../../../assets/firebell.svg");
/// From the list of names that every theme has a picture for.
const OF_THE_THEME: &str = "appointment-soon";

/// The picture beside a notification: written when it is first asked for.
#[derive(Debug)]
pub(super) struct Icon {
    folder: Option<PathBuf>,
    name: Option<String>,
}

impl Icon {
    pub(super) fn new(folder: Option<PathBuf>) -> Self {
        Self { folder, name: None }
    }

    /// How a server is told of it: the address of the file, or a name of the theme's.
    pub(super) fn name(&mut self) -> &str {
        let folder = self.folder.as_deref();
        self.name.get_or_insert_with(|| {
            folder
                .and_then(|folder| write(folder).ok())
                .map_or_else(|| OF_THE_THEME.to_owned(), |path| address(&path))
        })
    }
}

/// Writes it as a whole: a server may read it at any time.
fn write(folder: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(folder)?.join("firebell.svg");
    if fs::read_to_string(&path).is_ok_and(|there| there == SVG) {
        return Ok(path);
    }
    fs::create_dir_all(folder)?;
    let half = path.with_extension(format!("{}.tmp", std::process::id()));
    fs::write(&half, SVG)?;
    fs::rename(&half, &path)?;
    Ok(path)
}

/// A `file://` address (RFC 8089).
fn address(path: &Path) -> String {
    use std::os::unix::ffi::OsStrExt;
    let mut address = "file://".to_owned();
    for byte in path.as_os_str().as_bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                address.push(char::from(*byte));
            }
            other => address.push_str(&format!("%{other:02X}")),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    #[test]
    fn picture_is_written_once_where_it_can_be_read() {
        let home = TempDir::new().unwrap();
        let folder = home.path().join("ä b");
        let name = Icon::new(Some(folder.clone())).name().to_owned();
        assert!(
            name.starts_with("file:///") && name.ends_with("/%C3%A4%20b/firebell.svg"),
            "{name}"
        );
        let file = folder.join("firebell.svg");
        assert_eq!(fs::read_to_string(&file).unwrap(), SVG);
        let written = fs::metadata(&file).unwrap().modified().unwrap();
        Icon::new(Some(folder.clone())).name();
        assert_eq!(fs::metadata(&file).unwrap().modified().unwrap(), written);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    }

    #[test]
    fn without_a_folder_the_theme_has_one() {
        assert_eq!(Icon::new(None).name(), OF_THE_THEME);
        let home = TempDir::new().unwrap();
        let file = home.path().join("file");
        fs::write(&file, "").unwrap();
        assert_eq!(Icon::new(Some(file.join("below"))).name(), OF_THE_THEME);
    }
}
