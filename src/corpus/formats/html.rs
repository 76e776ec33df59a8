//! HTML.
mod address;
mod decode;
mod dom;
mod linked;
mod metadata;
mod parse;
