//! `firebell demo`: a made-up company, on the board.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::PathBuf;

use super::board;
use super::out::Out;
use super::verdict::Verdict;
use crate::config::Source;
use crate::demo::{COMPANY, fill};
use crate::engine::Trouble;
use crate::error::{Failure, Kind};
use crate::id::{SystemEntropy, random_bytes, subject_id};
use crate::launch::Launch;

/// Makes the company and opens the board on it. With `--store` the file is made there and stays; otherwise it lies in a
/// folder of its own under the system's temporary one, for this user alone, and goes when the board is left.
pub fn run(launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let mut entropy = SystemEntropy::new()?;
    let seed = u64::from_le_bytes(random_bytes(&mut entropy));
    let mut launch = launch.clone();
    COMPANY.clone_into(&mut launch.settings.company.value);
    let stays = matches!(launch.settings.store.from, Source::Flag(_));
    // Held until the board is left.
    let mut folder = None;
    if !stays {
        launch.store = folder
            .insert(Folder::make(&subject_id(&mut entropy))?)
            .0
            .join("demo.db");
    }
    fill(&launch.store, launch.clock.now(), seed)?;
    if stays {
        out.talk(&format!("The demo is in {}", launch.store.display()));
    }
    board::run(None, &launch, out)
}

/// A folder that goes with its owner.
struct Folder(PathBuf);

impl Folder {
    fn make(name: &str) -> Result<Self, Failure> {
        let path = std::env::temp_dir().join(format!("firebell-demo-{name}"));
        // Not recursive: whoever laid something under this name before must not be followed.
        DirBuilder::new().mode(0o700).create(&path).map_err(|error| {
            let why = format!("the folder {} cannot be made", path.display());
            Failure::new(Kind::Store, "The demo was not made", why)
                .with_todo("Name a file for it with --store")
                .caused_by(error)
        })?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed lies in a temporary folder; the system clears it.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
