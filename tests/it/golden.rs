//! Every shape that ever stood in a journal is read for ever: one file a kind and version.
//!
//! `FIREBELL_GOLDEN=write` writes the files that are missing; one that is there is never written over.

use std::path::PathBuf;

use firebell::domain::Fact;

use crate::samples::samples;

fn file(kind: &str, version: u32) -> PathBuf {
    let name = format!("tests/golden/facts/{kind}.v{version}.json");
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

#[test]
fn every_kind_is_written_as_it_was_and_read_as_it_is() {
    let samples = samples();
    for (kind, version) in Fact::KINDS {
        let sample = samples
            .iter()
            .find(|sample| sample.kind() == *kind)
            .unwrap_or_else(|| panic!("{kind} has no sample"));
        let written = sample.to_json().expect("JSON");
        let path = file(kind, *version);
        if !path.exists() && std::env::var("FIREBELL_GOLDEN").is_ok_and(|word| word == "write") {
            std::fs::write(&path, format!("{written}\n")).expect("a new golden file");
        }
        let golden = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(
            golden.trim_end(),
            written,
            "{kind} is written in another shape: raise its version"
        );
        let read = Fact::from_json(kind, *version, golden.trim_end());
        assert_eq!(read.as_ref(), Some(sample), "{kind} is read as something else");
    }
}

/// Also the files of versions that are no longer written.
#[test]
fn every_golden_file_is_still_read() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/facts");
    let mut read = 0;
    for entry in std::fs::read_dir(folder).expect("the golden files") {
        let path = entry.expect("a file").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let (kind, version) = name
            .strip_suffix(".json")
            .and_then(|stem| stem.rsplit_once(".v"))
            .unwrap_or_else(|| panic!("{name} is not KIND.vN.json"));
        let body = std::fs::read_to_string(&path).expect("a text");
        let fact = Fact::from_json(kind, version.parse().expect("a version"), body.trim_end());
        assert_eq!(fact.map(|fact| fact.kind()), Some(kind), "{name}");
        read += 1;
    }
    assert!(read >= Fact::KINDS.len());
}

#[test]
fn a_newer_version_or_an_unknown_kind_is_not_guessed_at() {
    assert_eq!(Fact::from_json("incident.closed", 99, "{\"phase\":\"closed\"}"), None);
    assert_eq!(Fact::from_json("incident.dreamt-of", 1, "{}"), None);
}
