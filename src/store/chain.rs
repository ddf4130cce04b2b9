//! The hash chain of a series.
//!
//! Each fact carries the SHA-256 of its body's bytes, and a digest over its own row and the digest before it.
//! So a changed, missing or reordered fact is found by [`super::verify`]. What an unsigned chain does not prove:
//! whoever can write the file can write a whole new chain, or cut the end off; compare heads kept elsewhere.

use sha2::{Digest, Sha256};

/// A SHA-256.
pub type Sum = [u8; 32];

/// The parts of a row that its digest covers.
#[derive(Debug)]
pub struct Link<'a> {
    /// Name of the series.
    pub series: &'a str,
    /// Place in it.
    pub seq: u64,
    /// First place of the same act.
    pub act: u64,
    /// Hybrid logical stamp.
    pub stamp: i64,
    /// Kind and key of the subject.
    pub subject: (i64, &'a str),
    /// Kind and version of the fact.
    pub kind: (&'a str, u32),
    /// Milliseconds since 1970.
    pub recorded_at: i64,
    /// Milliseconds since 1970.
    pub happened_at: i64,
    /// Name, login, host.
    pub who: [&'a str; 3],
    /// Digest of the policy in force.
    pub policy: &'a str,
    /// Short id of an entry.
    pub tag: Option<&'a str>,
    /// SHA-256 of the body.
    pub body: &'a [u8],
}

/// SHA-256 of a body's bytes as they are stored.
pub fn body_digest(json: &str) -> Sum {
    Sha256::digest(json.as_bytes()).into()
}

/// The digest of a row that follows `before` (32 zero bytes at the start of a series).
pub fn digest(before: &[u8], link: &Link) -> Sum {
    let mut hasher = Sha256::new();
    let mut field = |bytes: &[u8]| {
        hasher.update((bytes.len() as u64).to_be_bytes());
        hasher.update(bytes);
    };
    field(before);
    field(link.series.as_bytes());
    field(&link.seq.to_be_bytes());
    field(&link.act.to_be_bytes());
    field(&link.stamp.to_be_bytes());
    field(&link.subject.0.to_be_bytes());
    field(link.subject.1.as_bytes());
    field(link.kind.0.as_bytes());
    field(&link.kind.1.to_be_bytes());
    field(&link.recorded_at.to_be_bytes());
    field(&link.happened_at.to_be_bytes());
    for part in link.who {
        field(part.as_bytes());
    }
    field(link.policy.as_bytes());
    field(link.tag.unwrap_or_default().as_bytes());
    field(link.body);
    hasher.finalize().into()
}

/// Hexadecimal digits of some bytes.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link<'a>(tag: Option<&'a str>, policy: &'a str) -> Link<'a> {
        Link {
            series: "0123456789abcdef",
            seq: 7,
            act: 6,
            stamp: 5,
            subject: (1, "abc"),
            kind: ("incident.closed", 1),
            recorded_at: 4,
            happened_at: 3,
            who: ["mira", "m", "host"],
            policy,
            tag,
            body: &[1, 2, 3],
        }
    }

    #[test]
    fn fields_cannot_run_into_each_other() {
        assert_ne!(
            digest(&[0; 32], &link(Some("ab"), "c")),
            digest(&[0; 32], &link(Some("b"), "ca"))
        );
    }

    #[test]
    fn the_digest_before_matters() {
        assert_ne!(digest(&[0; 32], &link(None, "p")), digest(&[1; 32], &link(None, "p")));
    }
}
