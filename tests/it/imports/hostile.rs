//! Files that nobody sends by mistake. None is the server's fault, and none takes its memory.

use std::io::{Cursor, Write};

use harness::{Backend, World};
use zip::write::SimpleFileOptions;

use super::{parts, upload};

/// A workbook of one sheet, given as XML, as small as it packs.
fn workbook(sheet: &[u8], times: usize) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, content: &[u8], times: usize| {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part");
        for _ in 0..times {
            zip.write_all(content).expect("a buffer takes it");
        }
    };
    part(
        "[Content_Types].xml",
        br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#,
        1,
    );
    part("xl/workbook.xml", br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>"#, 1);
    part("xl/_rels/workbook.xml.rels", br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#, 1);
    part("xl/worksheets/sheet1.xml", sheet, times);
    zip.finish().expect("a buffer takes it").into_inner()
}

const SHEET: &str =
    r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#;

#[test]
fn files_that_claim_more_than_they_hold_are_refused() {
    let world = World::start(Backend::Sqlite);
    let clerk = world.district().clerk("HP-CS1");
    let words = [("kind", "completions"), ("dry_run", "true")];
    let bomb = workbook(&vec![b' '; 1 << 16], 5_000);
    assert!(bomb.len() < 1 << 20, "{} bytes unpack to 300 MiB", bomb.len());
    upload(&clerk, "bomb.xlsx", &bomb, &words).refused(413, "too_large");
    let cell = |at: &str| format!(r#"<row><c r="{at}" t="str"><v>x</v></c></row>"#);
    let corner = format!("{SHEET}{}{}</sheetData></worksheet>", cell("A1"), cell("XFD1048576"));
    upload(&clerk, "wide.xlsx", &workbook(corner.as_bytes(), 1), &words)
        .invalid(&["/file bad_file"]);
    let wide = ",x".repeat(100_000);
    upload(&clerk, "wide.csv", wide.as_bytes(), &words).invalid(&["/file bad_file"]);
    let long = "external_id\n".to_owned() + &"A\n".repeat(100_001);
    upload(&clerk, "long.csv", long.as_bytes(), &words).invalid(&["/file too_many"]);
    let heavy = vec![b'x'; (64 << 20) + 1];
    upload(&clerk, "heavy.csv", &heavy, &words).refused(413, "too_large");
}

#[test]
fn nonsense_is_refused_in_words() {
    let world = World::start(Backend::Sqlite);
    let clerk = world.district().clerk("HP-CS1");
    let words = [("kind", "completions"), ("dry_run", "true")];
    let good = workbook(format!("{SHEET}</sheetData></worksheet>").as_bytes(), 1);
    let xls = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/completions.xls"));
    let xls = xls.expect("the fixture");
    let mut files: Vec<Vec<u8>> = vec![
        Vec::new(),
        b"\xFF\xFE\x00".to_vec(),
        b"caf\xE9\xFF,\x80\n".to_vec(),
        b"PK\x03\x04".to_vec(),
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(),
        good.clone(),
    ];
    for whole in [&good, &xls] {
        files.extend((1..12).map(|part| whole[..whole.len() * part / 12].to_vec()));
        // Bytes here and there that mean something else.
        files.extend((0..60).map(|place| {
            let mut broken = whole.clone();
            let at = broken.len() * place / 60;
            broken[at] ^= 0xFF;
            broken
        }));
    }
    for file in &files {
        let answer = upload(&clerk, "a", file, &words);
        assert!([202, 413, 422].contains(&answer.status), "{} {}", answer.status, answer.body);
    }
    let rubbish = ["", "--", "--a-boundary-that-no-file-has", "x\r\n\r\n"];
    for body in rubbish {
        let kind = "multipart/form-data; boundary=a-boundary-that-no-file-has";
        let answer = clerk.call("POST", "/imports").body(kind, body).send();
        assert!((400..500).contains(&answer.status), "{} {}", answer.status, answer.body);
    }
    clerk
        .call("POST", "/imports")
        .body("multipart/form-data", parts("a", b"x", &[]))
        .send()
        .refused(400, "malformed");
    let faults = [
        "/dry_run not_one_of",
        "/institution bad_format",
        "/kind not_one_of",
        "/mapping bad_format",
        "/colour unknown_field",
    ];
    let words = [
        ("kind", "x"),
        ("dry_run", "x"),
        ("institution", "!"),
        ("mapping", "{"),
        ("colour", "red"),
    ];
    upload(&clerk, "a", b"x", &words).invalid(&faults);
    let words = [("kind", "completions"), ("mapping", "[]")];
    upload(&clerk, "a", b"external_id", &words).invalid(&["/mapping wrong_type"]);
    upload(&clerk, "a", b"external_id,external_id\n", &words[..1]).invalid(&["/file bad_file"]);
}
