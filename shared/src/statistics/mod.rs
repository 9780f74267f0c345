//! Statistics: fixed tables of who learned what, without anything that would tell of one person.
//!
//! Invariant: a figure about fewer than [`FEWEST`] people is not given, nor one from which it could
//! be worked out ([`suppression`]).

pub mod suppression;

use serde::{Deserialize, Serialize};

use crate::imports::neutralise;
use crate::institutions::InstitutionCode;
use crate::lang::{Lang, Text};
use crate::month::Month;
use crate::names::words;

/// A figure is about this many people at least.
pub const FEWEST: u64 = 5;

words! {
    /// A table of statistics.
    pub enum StatisticsTable {
        ByInstitution = "by_institution", "各机构学习情况", "Learning by institution";
        ByAge = "by_age", "各年龄段学习情况", "Learning by age";
        ByMonth = "by_month", "各月学习情况", "Learning by month";
        ByStreet = "by_street", "各街镇学习情况", "Learning by street";
        Flows = "flows", "学分转换流向", "Flows of credits between schemes";
    }
}

words! {
    /// An age group, by the age on the day on which the learning ended.
    pub enum AgeBand {
        Under18 = "under_18", "18岁以下", "Under 18";
        From18 = "18_29", "18—29岁", "18–29";
        From30 = "30_44", "30—44岁", "30–44";
        From45 = "45_59", "45—59岁", "45–59";
        From60 = "60_69", "60—69岁", "60–69";
        From70 = "70_79", "70—79岁", "70–79";
        From80 = "80_and_over", "80岁及以上", "80 and over";
        Unknown = "unknown", "年龄不详", "Not known";
    }
}

impl AgeBand {
    /// The youngest age of the band; `None` for those of whom it is not known.
    #[must_use]
    pub const fn from(self) -> Option<u32> {
        match self {
            Self::Under18 => Some(0),
            Self::From18 => Some(18),
            Self::From30 => Some(30),
            Self::From45 => Some(45),
            Self::From60 => Some(60),
            Self::From70 => Some(70),
            Self::From80 => Some(80),
            Self::Unknown => None,
        }
    }
}

/// What is in a table, and what it is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ListedTable {
    /// The table.
    pub table: StatisticsTable,
    /// Its name.
    pub names: Text,
}

/// A column of figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Column {
    /// `learners`, `completions`, `hours`, `conversions`, `taken`, `given`, or `credits:` and a scheme.
    pub key: String,
    /// Its name.
    pub names: Text,
}

/// A row of figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Line {
    /// What it is about: an institution's code, an age band, a month, a street (empty when it is not
    /// known), or two schemes with `>` between them.
    pub key: String,
    /// Its name.
    pub names: Text,
    /// Figures, a column each: whole numbers, or amounts with two decimals. `null` is not given.
    pub cells: Vec<Option<String>>,
}

/// A table with its figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Statistics {
    /// The table.
    pub table: StatisticsTable,
    /// Its name.
    pub names: Text,
    /// The first month.
    pub from: Month,
    /// The last month.
    pub to: Month,
    /// Of this institution and those below it; of all, when there is none.
    pub institution: Option<InstitutionCode>,
    /// What a row is about.
    pub heading: Text,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Line>,
    /// All together, column by column. People count once, whatever row they are in. `null` where it
    /// is not given, or the figures cannot be added.
    pub total: Vec<Option<String>>,
}

/// A figure that may be given or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// How many people it is about.
    pub people: u64,
    /// The figure, in hundredths where it is an amount.
    pub value: i64,
}

/// How a column's figures are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Whole numbers.
    Count,
    /// Hundredths, with two decimals.
    Hundredths,
}

impl Unit {
    /// A figure as it is shown.
    #[must_use]
    pub fn show(self, value: i64) -> String {
        match self {
            Self::Count => value.to_string(),
            Self::Hundredths => crate::quantity::Credits::from_hundredths(value).to_string(),
        }
    }
}

/// Writes a column, leaving out what must not be given: the cells, and the total.
#[must_use]
pub fn column(
    figures: &[Figure],
    total: Figure,
    unit: Unit,
) -> (Vec<Option<String>>, Option<String>) {
    let people: Vec<u64> = figures.iter().map(|figure| figure.people).collect();
    let hidden = suppression::suppress(&people, total.people);
    let shown = |figure: &Figure, hidden: bool| (!hidden).then(|| unit.show(figure.value));
    let cells = figures.iter().zip(&hidden.cells).map(|(figure, hidden)| shown(figure, *hidden));
    (cells.collect(), shown(&total, hidden.total))
}

/// What a table says for a figure that is not given.
pub const NOT_GIVEN: &str = "*";

impl Statistics {
    /// As a table of words: the headings, the rows, and all together.
    #[must_use]
    pub fn table(&self, lang: Lang) -> Vec<Vec<String>> {
        let line = |name: &str, cells: &[Option<String>]| {
            let cells =
                cells.iter().map(|cell| cell.clone().unwrap_or_else(|| NOT_GIVEN.to_owned()));
            std::iter::once(neutralise(name)).chain(cells).collect()
        };
        let columns = self.columns.iter().map(|column| column.names.get(lang).to_owned());
        let heading = std::iter::once(self.heading.get(lang).to_owned()).chain(columns).collect();
        let rows = self.rows.iter().map(|row| line(row.names.get(lang), &row.cells));
        let all = match lang {
            Lang::Zh => "合计",
            Lang::En => "Total",
        };
        let total = line(all, &self.total);
        std::iter::once(heading).chain(rows).chain([total]).collect()
    }
}
