//! What stands around every chart: its name, its table, and the table as a file.

use js_sys::Array;
use shared::imports::neutralise;
use shared::lang::Lang;
use wasm_bindgen::JsValue;
use web_sys::Blob;
use yew::prelude::*;

use crate::browser;
use crate::components::markup::actions;
use crate::i18n::chart as text;

/// A table of words: the first row are the headings, the first column names the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The name of its file, without the ending.
    pub file: String,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// As comma-separated values: with a mark that tells spreadsheets that they are UTF-8, and
    /// nothing that they would take for a formula.
    fn csv(&self) -> String {
        let mut csv = "\u{FEFF}".to_owned();
        for row in &self.rows {
            let cells: Vec<String> = row.iter().map(|cell| quoted(&neutralise(cell))).collect();
            csv.push_str(&cells.join(","));
            csv.push_str("\r\n");
        }
        csv
    }

    fn save(&self) {
        let parts = Array::of1(&JsValue::from_str(&self.csv()));
        // A browser without blobs cannot save files; the table is there all the same.
        if let Ok(blob) = Blob::new_with_str_sequence(&parts) {
            browser::save_as(&format!("{}.csv", self.file), &blob);
        }
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// A chart under its name, with its table below.
pub fn figure(id: &'static str, name: String, chart: Html, table: Table, lang: Lang) -> Html {
    let view = shown(&table.rows, &name);
    let onclick = Callback::from(move |_: MouseEvent| table.save());
    let save = html! {
        <button type="button" class="button" data-save="csv" {onclick}>
            { text::SAVE_CSV.get(lang) }
        </button>
    };
    html! {
        <figure class="figure" {id}>
            <figcaption><h3>{ name }</h3></figcaption>
            { chart }
            <details class="why">
                <summary>{ text::SHOW_TABLE.get(lang) }</summary>
                <div class="table-box" tabindex="0" role="region"
                    aria-label={text::TABLE.get(lang)}>{ view }</div>
                { actions([save]) }
            </details>
        </figure>
    }
}

fn shown(rows: &[Vec<String>], name: &str) -> Html {
    let (head, rows) = rows.split_first().map_or((&[][..], &[][..]), |(head, rest)| (head, rest));
    html! {
        <table class="data">
            <caption class="hidden-text">{ name.to_owned() }</caption>
            <thead><tr>{ for head.iter().map(|it| html! { <th scope="col">{ it }</th> }) }</tr></thead>
            <tbody>{ for rows.iter().map(|row| line(row)) }</tbody>
        </table>
    }
}

fn line(row: &[String]) -> Html {
    let (name, cells) = row.split_first().map_or(("", &[][..]), |(name, rest)| (name, rest));
    html! {
        <tr>
            <th scope="row">{ name.to_owned() }</th>
            { for cells.iter().map(|it| html! { <td>{ it }</td> }) }
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_by_spreadsheets_and_runs_nothing() {
        let rows = vec![
            vec!["机构".to_owned(), "学时".to_owned()],
            vec!["=HYPERLINK(\"x\")".to_owned(), "1,5".to_owned()],
        ];
        let csv = Table { file: "x".to_owned(), rows }.csv();
        assert_eq!(csv, "\u{FEFF}机构,学时\r\n\"'=HYPERLINK(\"\"x\"\")\",\"1,5\"\r\n");
    }
}
