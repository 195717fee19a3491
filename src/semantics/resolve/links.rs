//! Declarations that rest on each other: circles, and chains that are longer than anything real.
//!
//! In: links from a declaration to others. Out: those that must not be followed, and a problem that says so. Everything here takes time in
//! proportion to the links, and none of it recurs: names may form chains as long as the program.

use std::collections::{BTreeMap, BTreeSet};

use super::Resolver;
use crate::diagnostic::suggest::listed;
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::Name;

/// How deep declarations rest on each other. What lies in them is opened for each, so that without a limit it would grow with the square of
/// the program.
const DEEPEST: usize = 64;

/// How many names of a circle are told.
const MOST_NAMES: usize = 12;

/// What is said of links that cannot be followed.
pub(super) struct Words {
    /// That they lead in a circle.
    pub(super) circle: &'static str,
    /// Where they should lead.
    pub(super) leads: &'static str,
    /// That they lead too deep.
    pub(super) deep: &'static str,
}

impl Resolver<'_> {
    /// Reports circles and chains that are too long; the answer holds whatever must not be linked.
    pub(super) fn check_links<T: Copy + Ord>(
        &mut self,
        links: &[(T, Vec<T>)],
        names: &BTreeMap<T, &Name>,
        words: &Words,
    ) -> BTreeSet<T> {
        let circles = circles(links);
        let mut cut: BTreeSet<T> = circles.iter().flatten().copied().collect();
        for circle in circles {
            let names: Vec<&Name> = circle.iter().filter_map(|id| names.get(id).copied()).collect();
            self.problems.extend(circle_problem(
                Code::CircularDeclaration,
                words.circle,
                &names,
                words.leads,
            ));
        }
        let deep = too_deep(links, &cut);
        // The first is told: those that rest on it are too deep for its sake.
        if let Some(name) = deep.first().and_then(|id| names.get(id)) {
            let problem = Diagnostic::new(Code::NestedTooDeeply, name.span, words.deep, "one too many");
            self.problems.push(
                problem.help("name the widest and the narrowest, and leave the steps between them out"),
            );
        }
        cut.extend(deep);
        cut
    }
}

/// Says that names lead to each other in a circle; none for no names.
pub(super) fn circle_problem(code: Code, message: &str, names: &[&Name], help: &str) -> Option<Diagnostic> {
    let (first, rest) = names.split_first()?;
    let told: Vec<&str> = names.iter().take(MOST_NAMES).map(|name| name.text.as_str()).collect();
    let more = match names.len() - told.len() {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    let message = format!("{message}: {}{more}", listed(&told, "and"));
    let mut problem = Diagnostic::new(code, first.span, message, "the circle begins here");
    for name in rest.iter().take(MOST_NAMES - 1) {
        problem = problem.label(name.span, "and leads through here");
    }
    Some(problem.help(help))
}

/// What lies deeper than [`DEEPEST`], in the order of the links; links of what is cut are not followed.
fn too_deep<T: Copy + Ord>(links: &[(T, Vec<T>)], cut: &BTreeSet<T>) -> Vec<T> {
    let targets: BTreeMap<T, &Vec<T>> =
        links.iter().filter(|(from, _)| !cut.contains(from)).map(|(from, to)| (*from, to)).collect();
    let mut depths: BTreeMap<T, usize> = BTreeMap::new();
    for start in targets.keys() {
        let mut path: Vec<(T, usize, usize)> = vec![(*start, 0, 0)];
        while let Some((here, next, deepest)) = path.last_mut() {
            let target = targets.get(here).and_then(|targets| targets.get(*next)).copied();
            let known = target.map(|target| depths.get(&target).copied());
            match (target, known) {
                (Some(target), Some(None)) if targets.contains_key(&target) => path.push((target, 0, 0)),
                (Some(_), known) => {
                    *deepest = (*deepest).max(known.flatten().unwrap_or(0) + 1);
                    *next += 1;
                }
                (None, _) => {
                    depths.insert(*here, *deepest);
                    path.pop();
                }
            }
        }
    }
    let deep = links.iter().map(|(from, _)| *from);
    deep.filter(|from| depths.get(from).is_some_and(|depth| *depth > DEEPEST)).collect()
}

/// The circles that links form, each once, its members in the order in which they lead to each other.
pub(super) fn circles<T: Copy + Ord>(links: &[(T, Vec<T>)]) -> Vec<Vec<T>> {
    let mut found: Vec<Vec<T>> = Vec::new();
    let mut done: BTreeSet<T> = BTreeSet::new();
    // Members of circles that were found; a circle that shares one with them is not told again.
    let mut told: BTreeSet<T> = BTreeSet::new();
    let targets: BTreeMap<T, &Vec<T>> = links.iter().map(|(from, to)| (*from, to)).collect();
    for (start, _) in links {
        if done.contains(start) {
            continue;
        }
        // A walk that keeps its own stack: names may form chains as long as the program.
        let mut path: Vec<(T, usize)> = vec![(*start, 0)];
        let mut places: BTreeMap<T, usize> = BTreeMap::from([(*start, 0)]);
        while let Some((here, next)) = path.last_mut() {
            let target = targets.get(here).and_then(|targets| targets.get(*next)).copied();
            *next += 1;
            match target {
                None => {
                    done.insert(*here);
                    places.remove(here);
                    path.pop();
                }
                Some(target) if done.contains(&target) || told.contains(&target) => (),
                Some(target) => match places.get(&target) {
                    Some(at) => {
                        let circle: Vec<T> = path.iter().skip(*at).map(|(member, _)| *member).collect();
                        if !circle.iter().any(|member| told.contains(member)) {
                            told.extend(&circle);
                            found.push(circle);
                        }
                    }
                    None => {
                        places.insert(target, path.len());
                        path.push((target, 0));
                    }
                },
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{circles, too_deep};

    #[test]
    fn each_circle_is_found_once() {
        assert_eq!(circles(&[(1, vec![1])]), [vec![1]]);
        assert_eq!(circles(&[(1, vec![2]), (2, vec![3]), (3, vec![2]), (4, vec![1])]), [vec![2, 3]]);
        assert_eq!(circles(&[(1, vec![2, 3]), (2, vec![1]), (3, vec![1])]), [vec![1, 2]]);
        assert!(circles(&[(1, vec![2, 3]), (2, vec![3]), (3, vec![])]).is_empty());
    }

    #[test]
    fn a_chain_is_followed_sixty_four_deep() {
        let chain = |length: u32| (0..length).map(|at| (at, vec![at + 1])).collect::<Vec<_>>();
        let none = BTreeSet::new();
        assert!(too_deep(&chain(64), &none).is_empty());
        assert_eq!(too_deep(&chain(66), &none), [0, 1]);
        assert!(too_deep(&chain(66), &BTreeSet::from([10])).is_empty());
        assert_eq!(too_deep(&[(1, vec![2, 2, 3]), (2, vec![3]), (3, vec![])], &none), Vec::<u32>::new());
    }
}
