//! Which figures of a column are left out.
//!
//! A figure about fewer than [`FEWEST`] people is left out. Where the total is given, it less the
//! others would tell it; so more are left out, the smallest first, until what is left out could be
//! shared among its rows in many ways. Where there are no more, the total is left out.
//!
//! Invariant: of what is left out in a column with its total, each row may be anything from one
//! person to [`FEWEST`] at least, for all that the rest says.

use super::FEWEST;

/// What is left out of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// Row by row.
    pub cells: Vec<bool>,
    /// The total.
    pub total: bool,
}

/// Decides by how many people each row, and the total, are about. A row about nobody is given: that
/// nobody was there tells of nobody.
#[must_use]
pub fn suppress(people: &[u64], total: u64) -> Hidden {
    let is_small = |count: u64| (1..FEWEST).contains(&count);
    let mut cells: Vec<bool> = people.iter().map(|count| is_small(*count)).collect();
    if !cells.contains(&true) || is_small(total) {
        return Hidden { cells, total: is_small(total) };
    }
    let mut others: Vec<(u64, usize)> = people
        .iter()
        .enumerate()
        .filter(|(_, count)| **count >= FEWEST)
        .map(|(row, count)| (*count, row))
        .collect();
    others.sort_unstable();
    for (_, row) in others {
        if is_safe(people, &cells) {
            break;
        }
        if let Some(cell) = cells.get_mut(row) {
            *cell = true;
        }
    }
    let total = !is_safe(people, &cells);
    Hidden { cells, total }
}

/// Whether what is left out can be shared among its rows so that each is from one to [`FEWEST`].
fn is_safe(people: &[u64], cells: &[bool]) -> bool {
    let hidden = people.iter().zip(cells).filter(|(_, hidden)| **hidden).map(|(count, _)| *count);
    let (rows, sum) = hidden.fold((0, 0_u64), |(rows, sum), count| (rows + 1, sum + count));
    rows >= 2 && sum + 1 >= rows + FEWEST
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What somebody can find out of a row that is left out, who has the rest of the column and its
    /// total and knows how it is done: from how many people to how many.
    fn found_out(people: &[u64], hidden: &Hidden, row: usize) -> (u64, u64) {
        let left_out = |at: usize| hidden.cells[at];
        let others =
            (0..people.len()).filter(|at| *at != row && left_out(*at)).map(|_| 1).sum::<u64>();
        if hidden.total {
            return (1, u64::MAX);
        }
        let given: u64 = (0..people.len()).filter(|at| !left_out(*at)).map(|at| people[at]).sum();
        let rest = people.iter().sum::<u64>() - given;
        let least = if others == 0 { rest } else { 1 };
        (least, rest - others)
    }

    #[test]
    fn what_is_large_enough_is_given() {
        let hidden = suppress(&[5, 9, 0], 14);
        assert_eq!(hidden, Hidden { cells: vec![false; 3], total: false });
    }

    #[test]
    fn one_small_row_takes_the_smallest_other_with_it() {
        let hidden = suppress(&[30, 3, 12, 0], 45);
        assert_eq!(hidden, Hidden { cells: vec![false, true, true, false], total: false });
    }

    #[test]
    fn rows_of_one_person_each_are_not_told_by_their_number() {
        // Five rows of one: the total of five would say that each is one.
        let hidden = suppress(&[1, 1, 1, 1, 1], 5);
        assert!(hidden.total);
        let hidden = suppress(&[1, 1, 1, 1, 1, 40], 45);
        assert_eq!(hidden, Hidden { cells: vec![true; 6], total: false });
    }

    #[test]
    fn where_no_other_is_left_the_total_goes() {
        assert_eq!(suppress(&[4, 0], 4), Hidden { cells: vec![true, false], total: true });
        assert!(suppress(&[4, 0], 20).total);
    }

    proptest! {
        #[test]
        fn nobody_works_out_a_small_figure(people in prop::collection::vec(0_u64..14, 0..12)) {
            let total = people.iter().sum();
            let hidden = suppress(&people, total);
            for (row, count) in people.iter().enumerate() {
                let small = (1..FEWEST).contains(count);
                prop_assert!(!small || hidden.cells[row], "{people:?} {hidden:?}");
                prop_assert!(*count > 0 || !hidden.cells[row]);
                if hidden.cells[row] {
                    let (least, most) = found_out(&people, &hidden, row);
                    prop_assert!(least == 1 && most >= FEWEST, "{people:?} {hidden:?} {row}");
                }
            }
            prop_assert!(hidden.total || !(1..FEWEST).contains(&total));
        }
    }
}
