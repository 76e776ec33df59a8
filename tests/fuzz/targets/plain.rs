#![no_main]

use libfuzzer_sys::fuzz_target;
use postil::corpus::formats::Format;

fuzz_target!(|bytes: &[u8]| held::read(Format::Plain, bytes));
