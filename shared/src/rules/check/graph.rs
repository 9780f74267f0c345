//! Which nodes of a graph can be left and come back to.

/// The strongly connected part of each node, by number: two nodes are of one part when each leads to
/// the other. An edge leads from its first node to its second, both below `nodes`.
///
/// Kosaraju's way, without recursion: nodes in the order in which walks through the graph are done
/// with them; then backwards, from the last one, each walk against the edges is a part.
pub(super) fn parts(nodes: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let (mut to, mut from) = (vec![Vec::new(); nodes], vec![Vec::new(); nodes]);
    for (start, end) in edges {
        if let (Some(ends), Some(starts)) = (to.get_mut(*start), from.get_mut(*end)) {
            ends.push(*end);
            starts.push(*start);
        }
    }
    let mut seen = vec![false; to.len()];
    let mut done = Vec::with_capacity(to.len());
    for node in 0..to.len() {
        walk(&to, node, &mut seen, &mut done);
    }
    let (mut seen, mut parts) = (vec![false; to.len()], vec![0; to.len()]);
    for (part, node) in done.into_iter().rev().enumerate() {
        let mut members = Vec::new();
        walk(&from, node, &mut seen, &mut members);
        for member in members {
            parts.get_mut(member).into_iter().for_each(|number| *number = part);
        }
    }
    parts
}

/// Adds what can be reached from a node and was not seen before, each after what it leads to.
fn walk(to: &[Vec<usize>], node: usize, seen: &mut [bool], done: &mut Vec<usize>) {
    let mut is_new =
        |node: usize| seen.get_mut(node).is_some_and(|seen| !std::mem::replace(seen, true));
    let ends = |node: usize| to.get(node).map_or(&[][..], Vec::as_slice).iter();
    if !is_new(node) {
        return;
    }
    let mut path = vec![(node, ends(node))];
    while let Some((node, left)) = path.last_mut() {
        match left.next() {
            Some(next) if is_new(*next) => path.push((*next, ends(*next))),
            Some(_) => {}
            None => {
                done.push(*node);
                path.pop();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_that_lead_to_each_other_are_of_one_part() {
        let parts = parts(6, &[(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (5, 5)]);
        assert_eq!(parts[0], parts[1]);
        assert_eq!(parts[0], parts[2]);
        let others = [parts[0], parts[3], parts[4], parts[5]];
        for (place, one) in others.iter().enumerate() {
            assert!(others.iter().skip(place + 1).all(|other| other != one));
        }
    }

    #[test]
    fn a_long_way_needs_no_deep_stack() {
        let round: Vec<(usize, usize)> =
            (0..200_000).map(|node| (node, (node + 1) % 200_000)).collect();
        assert!(parts(200_000, &round).iter().all(|part| *part == 0));
    }
}
