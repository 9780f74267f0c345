//! The codes of school systems, with those that the operator adds: `upload-codes.csv` in the data
//! folder, with the columns `meaning` (`level`, `kind`, `leaving`, `season`), `code`, `word`.

use std::path::Path;

use anyhow::Context;
use shared::imports::{CodeTable, Column, Meaning, Sheet};

use super::file;

const FILE: &str = "upload-codes.csv";

const COLUMNS: &[Column] = &[
    Column::must("meaning", &["meaning"]),
    Column::must("code", &["code"]),
    Column::must("word", &["word"]),
];

/// The table, and what to print about it.
pub(super) fn table(folder: Option<&Path>) -> anyhow::Result<(CodeTable, Option<String>)> {
    let mut codes = CodeTable::default();
    let Some(folder) = folder else { return Ok((codes, None)) };
    let path = folder.join(FILE);
    if !path.exists() {
        return Ok((codes, None));
    }
    let added = add_from(&mut codes, &path).with_context(|| format!("in {}", path.display()))?;
    Ok((codes, Some(format!("{added} codes from {}", path.display()))))
}

fn add_from(codes: &mut CodeTable, path: &Path) -> anyhow::Result<usize> {
    let table = file::read(path)?;
    let sheet = Sheet::read(&table.header, COLUMNS)?;
    for row in &table.rows {
        let line = row.line;
        let record = sheet.record(row).map_err(|why| anyhow::anyhow!("line {line}: {}", why.en))?;
        let get = |field| record.get(field).unwrap_or_default();
        let faulty =
            |kind: shared::fault::FaultKind| anyhow::anyhow!("line {line}: {}", kind.message().en);
        let meaning: Meaning = get("meaning").parse().map_err(faulty)?;
        codes.add(meaning, &get("code"), &get("word")).map_err(faulty)?;
    }
    Ok(table.rows.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operator_adds_codes_in_a_file_and_a_wrong_one_is_named_by_its_line() {
        let folder = tempfile::tempdir().unwrap();
        assert!(table(Some(folder.path())).unwrap().1.is_none());
        let write = |text: &str| std::fs::write(folder.path().join(FILE), text).unwrap();
        write("meaning,code,word\nlevel,99,研究生\nkind,35,社区\n");
        let (codes, said) = table(Some(folder.path())).unwrap();
        assert_eq!(codes.word(Meaning::Kind, "35"), Ok("社区"));
        assert_eq!(codes.word(Meaning::Level, "20"), Ok("本科"));
        assert!(said.unwrap().starts_with("2 codes"));
        write("meaning,code,word\nlevel,99,研究生\ncolour,1,红\n");
        let wrong = format!("{:#}", table(Some(folder.path())).unwrap_err());
        assert!(wrong.contains("line 3"), "{wrong}");
    }
}
