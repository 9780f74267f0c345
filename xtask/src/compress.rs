//! Smaller forms of files, made once, so that the server never compresses the client.

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

const BROTLI_BUFFER: usize = 64 * 1024;
const BROTLI_BEST: u32 = 11;
/// The largest window that every browser reads: 4 MiB.
const BROTLI_WINDOW_BITS: u32 = 22;

/// The content's smaller forms by the ending of their names; a form that saves nothing (an image
/// is compressed already) is left out.
///
/// # Errors
/// None in practice: writing to memory does not fail.
pub fn smaller_forms(content: &[u8]) -> Result<Vec<(&'static str, Vec<u8>)>> {
    let mut forms = vec![("br", brotli(content)?), ("gz", gzip(content)?)];
    forms.retain(|(_, form)| form.len() < content.len());
    Ok(forms)
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder =
        brotli::CompressorWriter::new(Vec::new(), BROTLI_BUFFER, BROTLI_BEST, BROTLI_WINDOW_BITS);
    encoder.write_all(content)?;
    Ok(encoder.into_inner())
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn both_forms_give_the_content_back() {
        let content = "终身学习学分银行 ".repeat(500).into_bytes();
        let forms = smaller_forms(&content).unwrap();
        let [("br", br), ("gz", gz)] = forms.as_slice() else { panic!("two forms: {forms:?}") };
        let (mut from_br, mut from_gz) = (Vec::new(), Vec::new());
        brotli::Decompressor::new(br.as_slice(), 4096).read_to_end(&mut from_br).unwrap();
        flate2::read::GzDecoder::new(gz.as_slice()).read_to_end(&mut from_gz).unwrap();
        assert_eq!(from_br, content);
        assert_eq!(from_gz, content);
    }

    #[test]
    fn what_does_not_get_smaller_has_no_other_form() {
        assert!(smaller_forms(b"?").unwrap().is_empty());
    }
}
