//! Whether a file is as it was.

use std::fs::Metadata;
use std::time::UNIX_EPOCH;

/// What is another one once a file was written to or replaced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Stamp {
    /// How long the file is, in bytes.
    pub length: u64,
    /// When it was last written to, in seconds since 1970 began; earlier is negative.
    pub seconds: i64,
    /// The nanoseconds of that.
    pub nanoseconds: u32,
}

impl Stamp {
    /// That of the file with this `metadata`; `None` where the system does not tell when it was written to.
    #[must_use]
    pub fn of(metadata: &Metadata) -> Option<Self> {
        let modified = metadata.modified().ok()?;
        let (seconds, nanoseconds) = match modified.duration_since(UNIX_EPOCH) {
            Ok(since) => (i64::try_from(since.as_secs()).ok()?, since.subsec_nanos()),
            Err(before) => {
                let before = before.duration();
                let seconds = i64::try_from(before.as_secs()).ok()?;
                (-seconds, before.subsec_nanos())
            }
        };
        Some(Self {
            length: metadata.len(),
            seconds,
            nanoseconds,
        })
    }
}
