//! HTML.
mod address;
mod decode;
mod parse;
