//! Identities for what has none of its own, the same in every export.

use uuid::Uuid;

/// The name space of the identities that postil makes up (RFC 9562, section 5.5).
const NAMESPACE: Uuid = Uuid::from_u128(0x6f1d_8c52_0b7e_4c3a_9a54_2f8e_71d0_c9b6);

/// The identity of the thing of this `kind` that is called `name`: a UUID of version 5.
pub(super) fn guid(kind: &str, name: &str) -> Uuid {
    Uuid::new_v5(&NAMESPACE, format!("{kind}:{name}").as_bytes())
}

/// The same as a URN (RFC 9562, section 4).
pub(super) fn urn(kind: &str, name: &str) -> String {
    guid(kind, name).urn().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identities_never_change() {
        assert_eq!(
            urn("tag", "claim/statistic"),
            "urn:uuid:9f0ef71c-2f3a-592e-80b1-0595e193d24d"
        );
        assert_ne!(guid("tag", "a"), guid("document", "a"));
    }
}
