//! Puts a table together: rows and columns, figures, and what is left out of them.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use shared::fault::FaultKind;
use shared::ids::SchemeCode;
use shared::institutions::InstitutionCode;
use shared::lang::{Lang, Text};
use shared::month::Month;
use shared::schemes::Scheme;
use shared::statistics::{
    AgeBand, Column, Figure, Line, Statistics, StatisticsTable, Unit, column,
};

use super::store::{self, Scope};
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::{clock, institutions, schemes};

/// Months that are counted when nothing else is asked for: three years.
const MONTHS: i32 = 36;

/// The query; an empty parameter is none.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Query {
    format: Option<String>,
    from: Option<String>,
    to: Option<String>,
    institution: Option<String>,
}

/// A query that was read.
#[derive(Clone, Debug)]
pub struct Ask {
    table: StatisticsTable,
    from: Month,
    to: Month,
    institution: Option<InstitutionCode>,
    /// Whether a file is wanted.
    pub as_file: bool,
}

impl Query {
    /// Reads it.
    ///
    /// # Errors
    /// The first parameter that is wrong.
    pub fn read(&self, table: StatisticsTable) -> AppResult<Ask> {
        let to = given("/to", self.to.as_deref(), str::parse)?;
        let to = to.unwrap_or_else(|| Month::of(clock::today()));
        let from = given("/from", self.from.as_deref(), str::parse)?;
        let from = from.unwrap_or_else(|| to.plus(1 - MONTHS));
        if to < from {
            return Err(AppError::fault("/to", FaultKind::EndBeforeStart));
        }
        let institution = given("/institution", self.institution.as_deref(), str::parse)?;
        if institution.is_some() && table == StatisticsTable::Flows {
            // Credits are converted on cards, not at institutions.
            return Err(AppError::fault("/institution", FaultKind::Contradicts("table")));
        }
        let as_file = match self.format.as_deref() {
            None | Some("" | "json") => false,
            Some("csv") => true,
            Some(_) => {
                return Err(AppError::fault("/format", FaultKind::NotOneOf(vec!["json", "csv"])));
            }
        };
        Ok(Ask { table, from, to, institution, as_file })
    }
}

fn given<T>(
    pointer: &str,
    words: Option<&str>,
    read: impl Fn(&str) -> Result<T, FaultKind>,
) -> AppResult<Option<T>> {
    let words = words.filter(|words| !words.is_empty());
    words.map(read).transpose().map_err(|kind| AppError::fault(pointer, kind))
}

/// The names of a table.
#[must_use]
pub fn names(table: StatisticsTable) -> Text {
    Text::new(table.label(Lang::Zh), table.label(Lang::En))
}

/// Figures by row and column, before any is left out.
struct Board {
    heading: Text,
    columns: Vec<(Column, Unit)>,
    rows: Vec<(String, Text)>,
    figures: HashMap<(String, String), Figure>,
    /// Columns without a total are sums that mean nothing.
    totals: HashMap<String, Figure>,
}

impl Board {
    fn note(&mut self, row: &str, column: &str, figure: Figure) {
        self.figures.insert((row.to_owned(), column.to_owned()), figure);
    }

    /// Leaves out what must be.
    fn finish(self, ask: Ask) -> Statistics {
        let mut rows: Vec<Line> = self
            .rows
            .iter()
            .map(|(key, names)| Line { key: key.clone(), names: names.clone(), cells: Vec::new() })
            .collect();
        let mut total = Vec::with_capacity(self.columns.len());
        for (of, unit) in &self.columns {
            let figures: Vec<Figure> = rows
                .iter()
                .map(|row| self.figures.get(&(row.key.clone(), of.key.clone())))
                .map(|figure| figure.copied().unwrap_or_default())
                .collect();
            let known = self.totals.get(&of.key);
            let (cells, sum) = column(&figures, known.copied().unwrap_or_default(), *unit);
            for (row, cell) in rows.iter_mut().zip(cells) {
                row.cells.push(cell);
            }
            total.push(known.and(sum));
        }
        let columns = self.columns.into_iter().map(|(column, _)| column).collect();
        let Ask { table, from, to, institution, as_file: _ } = ask;
        let (names, heading) = (names(table), self.heading);
        Statistics { table, names, from, to, institution, heading, columns, rows, total }
    }
}

/// Makes a table.
///
/// # Errors
/// An institution that is not there; the database.
pub fn made(conn: &mut Conn, ask: &Ask) -> AppResult<Statistics> {
    let path = match &ask.institution {
        Some(code) => {
            let found = institutions::store::by_code(conn, code)?;
            found.ok_or_else(|| AppError::fault("/institution", FaultKind::Unknown))?.path
        }
        None => String::new(),
    };
    let scope = Scope { first: ask.from.first_day(), last: ask.to.last_day(), path };
    let schemes = schemes::store::all(conn)?;
    let board = if ask.table == StatisticsTable::Flows {
        flows(conn, &scope, &schemes)?
    } else {
        learning(conn, ask, &scope, &schemes)?
    };
    Ok(board.finish(ask.clone()))
}

fn count(value: i64) -> u64 {
    u64::try_from(value).unwrap_or_default()
}

fn named(key: &str, zh: &str, en: &str) -> Column {
    Column { key: key.to_owned(), names: Text::new(zh, en) }
}

fn learning(conn: &mut Conn, ask: &Ask, scope: &Scope, schemes: &[Scheme]) -> AppResult<Board> {
    let learned = store::learned(conn, Some(ask.table), scope)?;
    let credited = store::credited(conn, Some(ask.table), scope)?;
    let found: Vec<&str> = learned.iter().map(|row| row.key.as_str()).collect();
    let rows = rows(conn, ask, &found)?;
    let mut columns = vec![
        (named("learners", "学习者（人）", "Learners"), Unit::Count),
        (named("completions", "学习成果（项）", "Completions"), Unit::Count),
        (named("hours", "学时", "Hours"), Unit::Hundredths),
    ];
    let all = store::credited(conn, None, scope)?;
    let used =
        schemes.iter().filter(|scheme| all.iter().any(|it| it.scheme == scheme.code.as_str()));
    columns.extend(used.map(|scheme| {
        let key = credits_of(scheme.code.as_str());
        (Column { key, names: scheme.names.clone() }, Unit::Hundredths)
    }));
    let heading = heading(ask.table);
    let mut board =
        Board { heading, columns, rows, figures: HashMap::new(), totals: HashMap::new() };
    for row in &learned {
        for (column, value) in figures(row) {
            board.note(&row.key, column, value);
        }
    }
    for row in &credited {
        let figure = Figure { people: count(row.people), value: row.amount };
        board.note(&row.key, &credits_of(&row.scheme), figure);
    }
    for row in &store::learned(conn, None, scope)? {
        board.totals.extend(figures(row).map(|(column, figure)| (column.to_owned(), figure)));
    }
    board.totals.extend(all.iter().map(|row| {
        (credits_of(&row.scheme), Figure { people: count(row.people), value: row.amount })
    }));
    // Nobody learned anything: that is a figure, too.
    for (column, _) in &board.columns {
        board.totals.entry(column.key.clone()).or_default();
    }
    Ok(board)
}

fn credits_of(scheme: &str) -> String {
    format!("credits:{scheme}")
}

fn figures(row: &store::Learned) -> [(&'static str, Figure); 3] {
    let people = count(row.people);
    [
        ("learners", Figure { people, value: row.people }),
        ("completions", Figure { people, value: row.completions }),
        ("hours", Figure { people, value: row.hours }),
    ]
}

fn heading(table: StatisticsTable) -> Text {
    match table {
        StatisticsTable::ByInstitution => Text::new("机构", "Institution"),
        StatisticsTable::ByAge => Text::new("年龄段", "Age"),
        StatisticsTable::ByMonth => Text::new("月份", "Month"),
        StatisticsTable::ByStreet => Text::new("街镇", "Street"),
        StatisticsTable::Flows => Text::new("转换方向", "From and to"),
    }
}

/// The rows in an order that tells nothing of what is in them.
fn rows(conn: &mut Conn, ask: &Ask, found: &[&str]) -> AppResult<Vec<(String, Text)>> {
    let mut found: Vec<&str> = found.to_vec();
    found.sort_unstable();
    Ok(match ask.table {
        StatisticsTable::ByAge => AgeBand::ALL
            .iter()
            .map(|band| (band.to_string(), Text::new(band.label(Lang::Zh), band.label(Lang::En))))
            .collect(),
        StatisticsTable::ByMonth => ask
            .from
            .through(ask.to)
            .map(|month| (month.to_string(), Text::same(&month.to_string())))
            .collect(),
        StatisticsTable::ByStreet => {
            // Those of whom no street is known come last.
            let unknown = usize::from(found.first() == Some(&""));
            found.rotate_left(unknown);
            let unknown = || Text::new("街镇不详", "Not known");
            let name =
                |street: &str| if street.is_empty() { unknown() } else { Text::same(street) };
            found.into_iter().map(|street| (street.to_owned(), name(street))).collect()
        }
        StatisticsTable::ByInstitution => {
            let codes: Vec<InstitutionCode> =
                found.iter().filter_map(|code| code.parse().ok()).collect();
            let known = institutions::store::by_codes(conn, &codes)?;
            let names: BTreeMap<String, Text> =
                known.into_iter().map(|row| (row.code.to_string(), row.names)).collect();
            names.into_iter().collect()
        }
        StatisticsTable::Flows => Vec::new(),
    })
}

fn flows(conn: &mut Conn, scope: &Scope, schemes: &[Scheme]) -> AppResult<Board> {
    let columns = vec![
        (named("learners", "转换人数（人）", "People"), Unit::Count),
        (named("conversions", "转换笔数（笔）", "Conversions"), Unit::Count),
        (named("taken", "转出学分", "Credits taken"), Unit::Hundredths),
        (named("given", "转入学分", "Credits given"), Unit::Hundredths),
    ];
    let mut flowed = store::flowed(conn, scope)?;
    flowed.sort_by(|a, b| (&a.from_scheme, &a.to_scheme).cmp(&(&b.from_scheme, &b.to_scheme)));
    let name = |code: &str| {
        let code: Option<SchemeCode> = code.parse().ok();
        let found = schemes.iter().find(|scheme| Some(&scheme.code) == code.as_ref());
        found.map(|scheme| scheme.names.clone()).unwrap_or_default()
    };
    let heading = heading(StatisticsTable::Flows);
    let mut board = Board {
        heading,
        columns,
        rows: Vec::new(),
        figures: HashMap::new(),
        totals: HashMap::new(),
    };
    for row in &flowed {
        let (from, to) = (name(&row.from_scheme), name(&row.to_scheme));
        let key = format!("{}>{}", row.from_scheme, row.to_scheme);
        let names =
            Text::new(format!("{} → {}", from.zh, to.zh), format!("{} → {}", from.en, to.en));
        let people = count(row.people);
        for (column, value) in [
            ("learners", row.people),
            ("conversions", row.conversions),
            ("taken", row.taken),
            ("given", row.given),
        ] {
            board.note(&key, column, Figure { people, value });
        }
        board.rows.push((key, names));
    }
    let all = store::converted(conn, scope)?;
    let people = count(all.people);
    board.totals.insert("learners".to_owned(), Figure { people, value: all.people });
    board.totals.insert("conversions".to_owned(), Figure { people, value: all.conversions });
    Ok(board)
}
