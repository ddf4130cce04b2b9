//! A pack as it lies on the disk and in a zip file, read by other readers.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Component, Path};
use std::process::Command;

use proptest::prelude::*;
use tempfile::tempdir;
use zip::ZipArchive;

use super::*;

fn pack() -> Pack {
    let mut pack = Pack::new("Q7K4 Brightloaf");
    pack.note("made for Brightloaf by Mira");
    pack.add("timeline.md", "14:05 blocked\n");
    pack.add("facts.md", "exports\n");
    pack
}

fn unzipped(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut inside = Vec::new();
        file.read_to_end(&mut inside).unwrap();
        files.insert(file.name().unwrap().to_string(), inside);
    }
    files
}

#[test]
fn a_manifest_names_each_file_and_its_digest() {
    assert_eq!(
        pack().manifest(),
        "\
# Q7K4 Brightloaf
# made for Brightloaf by Mira
# SHA-256 of each file; to check them: sha256sum -c MANIFEST.txt
07b1b0d65117855fa34ffd28548d5ce96851e52be5d1ca5b1ff5957e6bc58884  facts.md
7d8bc3f44c74a12632fe0f33f6770aa57caa4efe56a51ad9747dec97509ccaed  timeline.md
"
    );
}

#[test]
fn a_folder_is_what_its_manifest_says() {
    let folder = tempdir().unwrap();
    let path = pack().write(&folder.path().join("out"), Shape::Folder).unwrap();
    assert!(path.ends_with("out/Q7K4 Brightloaf"));
    let mut names: Vec<_> = fs::read_dir(&path)
        .unwrap()
        .map(|one| one.unwrap().file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["MANIFEST.txt", "facts.md", "timeline.md"]);
    let check = |path: &Path| {
        let output = Command::new("sha256sum")
            .args(["-c", "--strict", "MANIFEST.txt"])
            .current_dir(path)
            .output();
        output.unwrap().status.success()
    };
    assert!(check(&path));
    fs::write(path.join("facts.md"), "other\n").unwrap();
    assert!(!check(&path));
    // Nothing half written is left beside it.
    assert_eq!(fs::read_dir(folder.path().join("out")).unwrap().count(), 1);
}

#[test]
fn what_lies_there_is_not_written_over() {
    let folder = tempdir().unwrap();
    for shape in [Shape::Folder, Shape::Zip] {
        let path = pack().write(folder.path(), shape).unwrap();
        let before = fs::metadata(&path).unwrap().modified().unwrap();
        let failure = pack().write(folder.path(), shape).unwrap_err();
        assert!(failure.to_string().contains("is there already"), "{failure}");
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before);
    }
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let failure = pack().write(&file, Shape::Zip).unwrap_err();
    assert!(failure.to_string().contains("cannot be written"), "{failure}");
}

#[test]
fn a_zip_file_holds_the_same_and_is_always_the_same() {
    let zip = pack().zip().unwrap();
    let files = unzipped(&zip);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "Q7K4 Brightloaf/MANIFEST.txt",
            "Q7K4 Brightloaf/facts.md",
            "Q7K4 Brightloaf/timeline.md"
        ]
    );
    assert_eq!(files["Q7K4 Brightloaf/facts.md"], b"exports\n");
    assert_eq!(files["Q7K4 Brightloaf/MANIFEST.txt"], pack().manifest().as_bytes());
    let mut other = Pack::new("Q7K4 Brightloaf");
    other.note("made for Brightloaf by Mira");
    other.add("facts.md", "exports\n");
    other.add("timeline.md", "14:05 blocked\n");
    assert_eq!(other.zip().unwrap(), zip);
    // The same bytes on every machine and on every day; another version of the writer may change its headers.
    let digest: String = Sha256::digest(&zip).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(
        digest,
        "5ca7a117546cb228452125ddff356c9078c133dbdb80997f4dc64bca167dc8d2"
    );
}

#[test]
fn names_lead_nowhere() {
    for (words, name) in [
        ("facts.md", "facts.md"),
        ("../../etc/passwd", "etc-passwd"),
        ("/etc/passwd", "etc-passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("C:\\x", "C--x"),
        ("..", "file"),
        ("", "file"),
        (" . ", "file"),
        (".bashrc", "bashrc"),
        ("-rf", "rf"),
        ("nul", "file nul"),
        ("COM1.txt", "file COM1.txt"),
        ("communication.md", "communication.md"),
        ("a\r\nb\0c", "a b␀c"),
        ("x\u{202e}fdp.exe", "x-U+202E-fdp.exe"),
        ("$(reboot)`x`;", "(reboot)-x--"),
        ("Müller & Söhne.md", "Müller - Söhne.md"),
        ("株式会社.md", "株式会社.md"),
    ] {
        assert_eq!(Pack::new("x").add(words, ""), name, "{words:?}");
        assert_eq!(Pack::new(words).name(), name, "{words:?}");
    }
    assert_eq!(name::plain(&"é".repeat(500)).len(), 120);
}

#[test]
fn no_file_takes_the_place_of_another() {
    let mut pack = Pack::new("x");
    assert_eq!(pack.add("facts.md", "1"), "facts.md");
    assert_eq!(pack.add("Facts.MD", "2"), "Facts-2.MD");
    assert_eq!(pack.add("facts.md", "3"), "facts-3.md");
    assert_eq!(pack.add("manifest.txt", "4"), "manifest-2.txt");
    assert_eq!(pack.add("../facts.md", "5"), "facts-4.md");
    assert_eq!(pack.files().len(), 6);
}

proptest! {
    #[test]
    fn whatever_the_names_each_file_arrives_in_the_folder(name in any::<String>(), names in proptest::collection::vec("[a-cA-C./\\\\: -]{0,4}|.{0,12}", 0..8)) {
        let mut pack = Pack::new(&name);
        for (index, name) in names.iter().enumerate() {
            let given = pack.add(name, vec![u8::try_from(index).unwrap()]);
            prop_assert_eq!(Path::new(&given).components().count(), 1);
            let first = Path::new(&given).components().next().unwrap();
            prop_assert!(matches!(first, Component::Normal(_)), "{given:?}");
        }
        let files = unzipped(&pack.zip().unwrap());
        prop_assert_eq!(files.len(), names.len() + 1);
        let folder = tempdir().unwrap();
        let path = pack.write(folder.path(), Shape::Folder).unwrap();
        prop_assert_eq!(path.parent(), Some(folder.path()));
        prop_assert_eq!(fs::read_dir(&path).unwrap().count(), names.len() + 1);
    }
}
