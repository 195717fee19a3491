//! Whether statements can hold together: clauses in, an answer within a budget out.
//!
//! A literal is a statement or its opposite, a clause a choice of literals of which one must hold. The search is batsat's. Nothing here knows
//! policies. A question that costs more than its budget is answered with [`Answer::NotDecided`], never with a guess; the budget counts
//! steps and not time, so that the same question has the same answer everywhere.

use batsat::{Callbacks, ClauseKind, Lit, SolverInterface as _, SolverOpts, lbool};

/// A statement, or with `!` its opposite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Literal(Lit);

impl std::ops::Not for Literal {
    type Output = Literal;

    fn not(self) -> Literal {
        Literal(!self.0)
    }
}

/// The answer to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// All can hold together: see [`Solver::holds`].
    Possible,
    /// They cannot: see [`Solver::is_to_blame`].
    Impossible,
    /// The search was given up.
    NotDecided,
}

/// Counts what the search learns, which is once each time that it runs into a contradiction.
#[derive(Debug)]
struct Budget {
    allowed: u32,
    spent: u32,
}

impl Callbacks for Budget {
    fn on_start(&mut self) {
        self.spent = 0;
    }

    fn on_new_clause(&mut self, _: &[Lit], source: ClauseKind) {
        self.spent = self.spent.saturating_add(u32::from(source != ClauseKind::Axiom));
    }

    fn stop(&self) -> bool {
        self.spent > self.allowed
    }
}

/// Clauses, and the search for a way in which all hold.
pub struct Solver {
    search: batsat::Solver<Budget>,
    /// A literal that always holds.
    always: Literal,
    clauses: Vec<Lit>,
}

impl Solver {
    /// No clauses yet. Each question may run into so many contradictions.
    pub fn new(budget: u32) -> Solver {
        let mut search = batsat::Solver::new(SolverOpts::default(), Budget { allowed: budget, spent: 0 });
        let always = Lit::new(search.new_var_default(), true);
        search.add_clause_reuse(&mut vec![always]);
        Solver { search, always: Literal(always), clauses: Vec::new() }
    }

    /// The statement that always holds.
    pub fn always(&self) -> Literal {
        self.always
    }

    /// A new statement.
    pub fn fresh(&mut self) -> Literal {
        Literal(Lit::new(self.search.new_var_default(), true))
    }

    /// One of these must hold.
    pub fn one_of(&mut self, literals: &[Literal]) {
        self.clauses.clear();
        self.clauses.extend(literals.iter().map(|literal| literal.0));
        self.search.add_clause_reuse(&mut self.clauses);
    }

    /// Where the first holds, the second must.
    pub fn implies(&mut self, first: Literal, second: Literal) {
        self.one_of(&[!first, second]);
    }

    /// A statement that holds where all of these do, and nowhere else.
    pub fn all(&mut self, parts: &[Literal]) -> Literal {
        match parts {
            [] => self.always,
            [only] => *only,
            _ => {
                let whole = self.fresh();
                let mut some_fails: Vec<Literal> = parts.iter().map(|part| !*part).collect();
                for part in parts {
                    self.implies(whole, *part);
                }
                some_fails.push(whole);
                self.one_of(&some_fails);
                whole
            }
        }
    }

    /// A statement that holds where one of these does, and nowhere else.
    pub fn any(&mut self, parts: &[Literal]) -> Literal {
        // one of a, b -> not (not a and not b)
        let opposites: Vec<Literal> = parts.iter().map(|part| !*part).collect();
        !self.all(&opposites)
    }

    /// Whether these can hold together.
    pub fn ask(&mut self, together: &[Literal]) -> Answer {
        let together: Vec<Lit> = together.iter().map(|literal| literal.0).collect();
        let answer = self.search.solve_limited(&together);
        if answer == lbool::TRUE {
            Answer::Possible
        } else if answer == lbool::FALSE {
            Answer::Impossible
        } else {
            Answer::NotDecided
        }
    }

    /// After [`Answer::Possible`]: whether a statement holds in the way that was found.
    pub fn holds(&self, literal: Literal) -> bool {
        self.search.value_lit(literal.0) == lbool::TRUE
    }

    /// After [`Answer::Impossible`]: whether the answer rests on a literal that was asked.
    pub fn is_to_blame(&self, literal: Literal) -> bool {
        // The core is kept as a clause: that one of its literals fails.
        self.search.unsat_core_contains_lit(!literal.0) || self.search.unsat_core_contains_lit(literal.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Solver};

    #[test]
    fn what_clashes_is_impossible_and_blamed() {
        let mut solver = Solver::new(100);
        let [a, b, c] = [solver.fresh(), solver.fresh(), solver.fresh()];
        solver.implies(a, !b);
        assert_eq!(solver.ask(&[a, c]), Answer::Possible);
        assert!(solver.holds(c) && !solver.holds(b));
        assert_eq!(solver.ask(&[a, b, c]), Answer::Impossible);
        assert!(solver.is_to_blame(a) && solver.is_to_blame(b) && !solver.is_to_blame(c));
    }

    #[test]
    fn all_and_any_are_what_they_say() {
        let mut solver = Solver::new(100);
        let [a, b] = [solver.fresh(), solver.fresh()];
        let (both, either) = (solver.all(&[a, b]), solver.any(&[a, b]));
        assert_eq!(solver.ask(&[both, !a]), Answer::Impossible);
        assert_eq!(solver.ask(&[a, b, !both]), Answer::Impossible);
        assert_eq!(solver.ask(&[either, !a, !b]), Answer::Impossible);
        assert_eq!(solver.ask(&[either, !a]), Answer::Possible);
        assert_eq!(solver.ask(&[b, !either]), Answer::Impossible);
    }

    /// Nine pigeons in eight holes: a small question that is hard to answer.
    #[test]
    fn what_costs_too_much_is_not_decided() {
        let mut solver = Solver::new(10);
        let sits: Vec<Vec<_>> = (0..9).map(|_| (0..8).map(|_| solver.fresh()).collect()).collect();
        for pigeon in &sits {
            solver.one_of(pigeon);
        }
        for (at, first) in sits.iter().enumerate() {
            for second in sits.iter().skip(at + 1) {
                for (one, other) in first.iter().zip(second) {
                    solver.one_of(&[!*one, !*other]);
                }
            }
        }
        assert_eq!(solver.ask(&[]), Answer::NotDecided);
    }
}
